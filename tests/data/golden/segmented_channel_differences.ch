{
  "algorithm": "zlib",
  "chunk_bounds": [
    0,
    60,
    100
  ],
  "chunk_offsets": [
    0,
    418,
    734
  ],
  "chunk_order": "F",
  "comp_level": -1,
  "do_spatial_diff": true,
  "do_time_diff": true,
  "dtype": "int16",
  "n_channels": 6,
  "sample_rate": 60.0,
  "segments": {
    "bounds": [
      0,
      2,
      4,
      6
    ],
    "table": "jQAAzndB1Y0AAPJpz4WIAACVgUl0aQAAv1f392oAABJMZ+FpAAC2WRgd"
  },
  "sha1_compressed": "c00704336e66750c04df886720d15c22cd48ed00",
  "sha1_uncompressed": "8e44fe4ab1e3590b7a4c43870b3159413cc44ca7",
  "shape": [
    100,
    6
  ],
  "version": "1.0"
}