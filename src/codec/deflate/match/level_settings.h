// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// How hard the encoder of 16-bit values tries.
//
// Sizes and processor times, measured as bench_deflate does, on ten inputs like
// those of docs/encoder.md, and on a busy machine. They are ratios to today's
// settings, and means over the inputs:
//
//   n_index_bits      12     13     14     15     16     17
//   fast      size    1.027  1.010  1      0.997  0.995  0.994
//             time    0.97   0.97   1      1.06   1.08   1.28
//   balanced  size    1.036  1.018  1.005  1      0.998  0.996
//             time    0.90   0.89   0.97   1      1.06   1.26
//   dense     size    1.043  1.024  1.011  1.005  1.002  1
//             time    0.91   0.88   0.91   0.93   0.93   1
//
// Blocks of 2^15 values in place of 2^16 make fast 0.07 % larger, and blocks of
// 2^16 in place of 2^17 make dense 0.03 % larger, in about the same time.
// 4 passes in place of 5 make dense 0.02 % larger, 3 passes 0.05 %, 2 passes
// 0.23 %; 8 passes save 0.01 %. Their times were not measured.
#pragma once

#include <cstddef>

namespace mtscomp {

struct LevelSettings {
  // Matches of 2 and 3 values are looked up, with 3 tables those of 4 too.
  // Where a value takes few bits, matches are long, and all tables are used.
  std::size_t n_tables = 2;
  // Each table has 2^n_index_bits entries of 4 bytes.
  unsigned n_index_bits = 14;
  // Of one Huffman code.  A multiple of kUnitValues.
  std::size_t block_values = std::size_t{1} << 16;
  // 1: prices follow what was taken, unit by unit.  More: each block is gone
  // through so often with prices from the time before, and the best is kept.
  int n_passes = 1;
};

// Number of values that are priced at one time. Their costs stay in the
// processor's nearest cache. Prices follow the values from unit to unit: 4096
// makes fast 0.12 % larger, and 16,384 makes it 0.14 % smaller on average and
// 0.9 % at most. Their times were not measured.
constexpr std::size_t kUnitValues = 8192;

constexpr LevelSettings kFastSettings = {};
constexpr LevelSettings kBalancedSettings = {.n_tables = 3, .n_index_bits = 15};
constexpr LevelSettings kDenseSettings = {.n_tables = 3,
                                          .n_index_bits = 17,
                                          .block_values = std::size_t{1} << 17,
                                          .n_passes = 5};

}  // namespace mtscomp
