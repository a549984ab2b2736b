// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Settings of the compression levels of the encoder for 16-bit values.
//
// The tables show sizes and processor times as ratios to the current settings.
// The ratios are means over ten simulated and recorded inputs, measured like in
// bench_deflate, on a busy machine:
//
//   n_index_bits      12     13     14     15     16     17
//   fast      size    1.027  1.010  1      0.997  0.995  0.994
//             time    0.97   0.97   1      1.06   1.08   1.28
//   balanced  size    1.036  1.018  1.005  1      0.998  0.996
//             time    0.90   0.89   0.97   1      1.06   1.26
//   dense     size    1.043  1.024  1.011  1.005  1.002  1
//             time    0.91   0.88   0.91   0.93   0.93   1
//
// Blocks of 2^15 values instead of 2^16 make fast 0.07 % larger, and blocks of
// 2^16 instead of 2^17 make dense 0.03 % larger, in about the same time.
// With 4 passes instead of 5, the size with dense is 0.02 % larger, with 3
// passes 0.05 %, with 2 passes 0.23 %.  With 8 passes, it is 0.01 % smaller.
// The times with these numbers of passes were not measured.
#pragma once

#include <cstddef>

namespace mtscomp {

struct LevelSettings {
  // 2 tables find matches of 2 and 3 values.  3 tables also find matches of 4
  // values.  If values need few bits, matches are long.  In this case all
  // tables are used.
  std::size_t n_tables = 2;
  // Each table has 2^n_index_bits entries of 4 bytes.
  unsigned n_index_bits = 14;
  // Number of values in a block, which has one Huffman code.  A multiple of
  // kUnitValues.
  std::size_t block_values = std::size_t{1} << 16;
  // Number of passes over each block.  With 1 pass, prices (match_prices.h) are
  // updated from the chosen tokens after every unit.  With more passes, every
  // pass uses prices from the pass before, and the smallest result is kept.
  int n_passes = 1;
};

// Number of values in a unit.  The sizes of all values of a unit are estimated
// with the same prices (match_prices.h).  The costs of a unit stay in the
// processor's first-level cache.  With units of 4096 values, the size with fast
// is 0.12 % larger.  With units of 16,384 values, it is 0.14 % smaller on
// average, and at most 0.9 % smaller.  The times with these units were not
// measured.
constexpr std::size_t kUnitValues = 8192;

constexpr LevelSettings kFastSettings = {};
constexpr LevelSettings kBalancedSettings = {.n_tables = 3, .n_index_bits = 15};
constexpr LevelSettings kDenseSettings = {.n_tables = 3,
                                          .n_index_bits = 17,
                                          .block_values = std::size_t{1} << 17,
                                          .n_passes = 5};

}  // namespace mtscomp
