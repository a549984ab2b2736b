// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// How hard the encoder of 16-bit values tries.
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

// What is priced and gone through at one time: its costs stay in the
// processor's nearest cache.
constexpr std::size_t kUnitValues = 8192;

constexpr LevelSettings kFastSettings = {};
constexpr LevelSettings kBalancedSettings = {.n_tables = 3, .n_index_bits = 15};
constexpr LevelSettings kDenseSettings = {.n_tables = 3,
                                          .n_index_bits = 17,
                                          .block_values = std::size_t{1} << 17,
                                          .n_passes = 5};

}  // namespace mtscomp
