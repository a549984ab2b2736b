// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds matches: for each value of a block and for each table, the nearest
// earlier place with the same values (see match_table.h).  The tables are for
// matches of 2, 3, 4, 6 and 8 values.  Only the first tables may be used.
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

// The values of one block, and the distances of its matches.  distances[table]
// has the distances of matches of kChoiceValues[table + 1] values.  A distance
// of 0 means that there is no match.  Values and distances continue for
// kPadding values after the block.  The distances there are 0.
struct BlockMatches {
  std::size_t first = 0;  // Number of the block's first value in the input.
  std::size_t n_values = 0;
  std::size_t n_tables = 0;
  // Number of values at the start of the block that can have matches.
  // Comparing matches of later values could read beyond the input.
  std::size_t n_matchable = 0;
  std::vector<std::uint16_t> values;
  std::array<std::vector<std::uint16_t>, kMaxTables> distances;
};

class MatchFinder {
 public:
  // Throws: std::bad_alloc.
  MatchFinder(const LevelSettings& settings, const MatchKernels& kernels);

  // Starts a new input of n_values values.
  void reset(std::size_t n_values);

  // Returns the matches of the input's values first to first + n_values - 1.
  // Uses the first n_tables tables.  The result is valid until the next call.
  // Matches are found by hash, so the caller must compare the values.  A table
  // that was not used for a block is cleared before its next use.
  // Requires: `first` is the end of the previous block, or 0 for the first
  // block.  n_values is a multiple of kUnitValues, or smaller for the last
  // block, and at most settings.block_values. n_tables is 2 to kMaxTables.
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
  std::vector<std::uint32_t> found_;  // First indexes, then found entries.
  std::vector<std::uint32_t> entries_;
  BlockMatches block_;
};

}  // namespace mtscomp
