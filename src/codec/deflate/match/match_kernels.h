// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Vectorized loops of the encoder, one set for each instruction set.  All sets
// give exactly the same results, so packed files do not depend on the machine.
//
// Meson compiles the sets for one kind of processor.  The program chooses one
// of the compiled sets at run time (codec/cpu).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "codec/deflate/match/match_costs.h"
#include "codec/deflate/match/match_table.h"

namespace mtscomp {

// Kernels process kStep values at a time.  So counts of values must be
// multiples of kStep.  Arrays must continue for kPadding values after the
// counted values.  kPadding is enough for a round of choose() (8 * kLanes
// values) and for kWarmUp.
constexpr std::size_t kStep = 16;
constexpr std::size_t kPadding = 256;

struct MatchKernels {
  const char* name;  // The instruction set.

  // Processes the sequences of values that begin at values[0] to values[n - 1].
  // Computes the index in the table and the new entry for each sequence.
  // Requires: values[0 .. n + 6] can be read.
  void (*hash)(const HashFactors& factors, unsigned n_index_bits,
               const std::uint16_t* values, std::size_t n,
               std::uint32_t position, std::uint32_t* indexes,
               std::uint32_t* entries);

  // Changes entries that are farther back than the maximum distance of a match.
  // Their new position is too far back until the next aging, 2^15 values later.
  void (*age)(std::uint32_t* entries, std::size_t n, std::uint32_t position);

  // Computes distances of probable matches.  A match is probable if the new
  // entry and the found entry have the same check.  If not, the distance is 0.
  void (*accept)(const std::uint32_t* entries, const std::uint32_t* found,
                 std::size_t n, std::uint16_t* distances);

  // Computes costs of literals, which depend only on the magnitude of a value.
  void (*cost_literals)(const LiteralClasses& classes,
                        const std::uint16_t* values, std::size_t n,
                        std::uint16_t* costs);

  // Computes costs of matches at these distances.
  void (*cost_matches)(const DistanceBits& bits, MatchChoice match,
                       const std::uint16_t* distances, std::size_t n,
                       std::uint16_t* costs);

  // Computes costs of matches that are one value longer than the matches at
  // `distances`, which have the costs `costs`.  Such a longer match exists if
  // the next value has a match at the same distance.  Requires: distances[n]
  // can be read.
  void (*cost_longer)(std::uint16_t difference, const std::uint16_t* distances,
                      const std::uint16_t* costs, std::size_t n,
                      std::uint16_t* longer_costs);

  // Sets the cost of `choice`, the longest match, almost to 0 in runs of the
  // same distance, because such matches will be merged.
  // Requires: distances[0 .. n + 15] can be read.
  void (*favour_runs)(const std::uint16_t* distances, std::uint16_t choice,
                      std::size_t n, std::uint16_t* costs);

  // Computes the cheapest path through n values (match_costs.h).  The result
  // has a choice for each value, which is used if the path reaches this value.
  // Requires: n is a multiple of 8 * kLanes.  The costs continue for kPadding
  // values, for which only literals exist.
  void (*choose)(const ChoiceCosts& costs, std::size_t n,
                 std::uint8_t* choices);
};

MatchKernels plain_match_kernels();

// Returns the kernels that the processor can run.  The last kernels are the
// fastest.
std::vector<MatchKernels> usable_match_kernels();

}  // namespace mtscomp
