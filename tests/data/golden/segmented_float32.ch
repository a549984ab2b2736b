{
  "algorithm": "zlib",
  "chunk_bounds": [
    0,
    60,
    80
  ],
  "chunk_offsets": [
    0,
    527,
    762
  ],
  "chunk_order": "F",
  "comp_level": -1,
  "do_spatial_diff": false,
  "do_time_diff": false,
  "dtype": "float32",
  "n_channels": 5,
  "sample_rate": 60.0,
  "segments": {
    "bounds": [
      0,
      3,
      5
    ],
    "table": "LgEA3Mb6weEAAHdaCBGEAABQOaj2ZwAA7hqG0w=="
  },
  "sha1_compressed": "d5f27235a5915aed1ae22949c6c68d6c5a82a574",
  "sha1_uncompressed": "f51de03e705dabb0660524c1fe3f2fe18a7bb70a",
  "shape": [
    80,
    5
  ],
  "version": "1.0"
}