// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Vectorized loops of the encoder, one set for each instruction set.  All sets
// give exactly the same results: packed files do not depend on the machine.
//
// Meson compiles the sets for one kind of processor.  The program chooses one
// of them at run time (codec/cpu).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "codec/deflate/match/match_costs.h"
#include "codec/deflate/match/match_table.h"

namespace mtscomp {

// Kernels process kStep values at a time: counts of values are multiples of it,
// and arrays continue for kPadding values after the counted ones.  kPadding has
// room for a round of choose() (8 * kLanes values) and its warm-up.
constexpr std::size_t kStep = 16;
constexpr std::size_t kPadding = 256;

struct MatchKernels {
  const char* name;  // The instruction set.

  // For the sequences of values that begin at values[0], values[1] and so on:
  // computes the index of each in the table, and the new entry for it.
  // Requires: values[0 .. n + 6] can be read.
  void (*hash)(const HashFactors& factors, unsigned n_index_bits,
               const std::uint16_t* values, std::size_t n,
               std::uint32_t position, std::uint32_t* indexes,
               std::uint32_t* entries);

  // For entries farther back than the maximum distance of a match: sets the
  // position to one that stays too far back until the next aging, 2^15 values
  // later.
  void (*age)(std::uint32_t* entries, std::size_t n, std::uint32_t position);

  // Distances of probable matches: the entries have the same check.  0 if there
  // is none.
  void (*accept)(const std::uint32_t* entries, const std::uint32_t* found,
                 std::size_t n, std::uint16_t* distances);

  // Costs of literals, by the magnitude of the value only.
  void (*cost_literals)(const LiteralClasses& classes,
                        const std::uint16_t* values, std::size_t n,
                        std::uint16_t* costs);

  // Costs of matches at these distances.
  void (*cost_matches)(const DistanceBits& bits, MatchChoice match,
                       const std::uint16_t* distances, std::size_t n,
                       std::uint16_t* costs);

  // Costs of matches that are one value longer than the matches at `distances`,
  // which have the costs `costs`.  There is such a match if the next value has
  // the same distance.  Requires: distances[n] can be read.
  void (*cost_longer)(std::uint16_t difference, const std::uint16_t* distances,
                      const std::uint16_t* costs, std::size_t n,
                      std::uint16_t* longer_costs);

  // Sets the cost of `choice`, the longest match, to almost nothing in runs of
  // the same distance: such matches will be merged.  Requires:
  // distances[0 .. n + 15] can be read.
  void (*favour_runs)(const std::uint16_t* distances, std::uint16_t choice,
                      std::size_t n, std::uint16_t* costs);

  // Computes the cheapest path through n values: for each place, the choice to
  // use if the path reaches this place.  See match_costs.h.  Requires: n is a
  // multiple of 8 * kLanes; kPadding values of costs follow with literals only.
  void (*choose)(const ChoiceCosts& costs, std::size_t n,
                 std::uint8_t* choices);
};

MatchKernels plain_match_kernels();

// Kernels that the processor can run, the fastest last.
std::vector<MatchKernels> usable_match_kernels();

}  // namespace mtscomp
