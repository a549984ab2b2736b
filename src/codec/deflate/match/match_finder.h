// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds, for each place of a block, the nearest one before with the same 2, 3,
// 4, 6 and 8 values (see match_table.h), or with fewer of these lengths.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "codec/deflate/match/level_settings.h"
#include "codec/deflate/match/match_kernels.h"

namespace mtscomp {

constexpr std::size_t kMaxTables = kChoices - 1;

// One block: its values, and how far back matches of kChoiceValues[table + 1]
// values lie, or 0.  kPadding values follow, and distances of 0.
struct BlockMatches {
  std::size_t first = 0;  // Of the block's values, counted from the input's.
  std::size_t n_values = 0;
  std::size_t n_tables = 0;
  // From here on, a match could not be compared without reading beyond the
  // input, and there is none.  At most n_values.
  std::size_t n_matchable = 0;
  std::vector<std::uint16_t> values;
  std::array<std::vector<std::uint16_t>, kMaxTables> distances;
};

class MatchFinder {
 public:
  // Throws: std::bad_alloc.
  MatchFinder(const LevelSettings& settings, const MatchKernels& kernels);

  // Forgets all values, for an input of so many.
  void reset(std::size_t n_values);

  // The matches of input's values first to first + n_values - 1 in the first
  // n_tables tables, good for as long as no other block is asked for.  They are
  // found by hash: whoever takes one compares.  A table that was left out for a
  // block begins anew.
  // Requires: first is where the block before ended, 0 at the beginning;
  // n_values is settings.block_values, or reaches to the input's end; n_tables
  // is 2 to kMaxTables.
  const BlockMatches& find(std::span<const std::byte> input, std::size_t first,
                           std::size_t n_values, std::size_t n_tables);

 private:
  void use_tables(std::size_t n_tables);
  void copy_values(std::span<const std::byte> input);
  void find_step(std::size_t begin, std::size_t n);

  MatchKernels kernels_;
  unsigned max_index_bits_;
  unsigned n_index_bits_;
  std::array<std::vector<std::uint32_t>, kMaxTables> tables_;
  std::vector<std::uint32_t> found_;  // Or where to find it.
  std::vector<std::uint32_t> entries_;
  BlockMatches block_;
};

}  // namespace mtscomp
