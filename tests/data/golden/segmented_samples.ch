{
  "algorithm": "zlib",
  "chunk_bounds": [
    0,
    60,
    120,
    150
  ],
  "chunk_offsets": [
    0,
    333,
    668,
    851
  ],
  "chunk_order": "C",
  "comp_level": -1,
  "do_spatial_diff": false,
  "do_time_diff": true,
  "dtype": "int16",
  "n_channels": 5,
  "sample_rate": 60.0,
  "segments": {
    "bounds": [
      0,
      20,
      40,
      60
    ],
    "table": "cAAAql+MPm8AAAFSKExuAADcZx/QdAAA21XokW0AAP5Z+6duAADOWU4TdgAAumGkO0EAAOgvv4oAAAAAAAAA"
  },
  "sha1_compressed": "4b2d40808626f460b61d8a2e0047108c81752627",
  "sha1_uncompressed": "c52f8da532f9cb499d2511a30acbf089ee4242e3",
  "shape": [
    150,
    5
  ],
  "version": "1.0"
}