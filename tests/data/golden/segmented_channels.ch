{
  "algorithm": "zlib",
  "chunk_bounds": [
    0,
    60,
    120,
    130
  ],
  "chunk_offsets": [
    0,
    996,
    2016,
    2291
  ],
  "chunk_order": "F",
  "comp_level": -1,
  "do_spatial_diff": false,
  "do_time_diff": true,
  "dtype": "int16",
  "n_channels": 17,
  "sample_rate": 60.0,
  "segments": {
    "bounds": [
      0,
      4,
      8,
      12,
      16,
      17
    ],
    "table": "6gAAe+GNBucAABjKUznkAAA88dxi5AAA5vh79EsAAOs5JrHtAABr2yBa6QAA4+NVMOkAAGfhgvHwAACKyZnKTQAA6DsHpEEAAOsjW/09AAA9IvpvPgAAqidAOzwAAOsj4TAbAAARCMpI"
  },
  "sha1_compressed": "987301549dbae3e0966f3f5e01776c89cb83f401",
  "sha1_uncompressed": "9b600f08d18255776a9de1df4bad3ecb14da4f5f",
  "shape": [
    130,
    17
  ],
  "version": "1.0"
}