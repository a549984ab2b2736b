// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The loops of the encoder that take values many at a time, one set for each
// instruction set.  All sets give the same results, to the bit, so that what is
// packed does not depend on the machine.
//
// Meson compiles the sets for one kind of processor. The program chooses among
// these when it runs (codec/cpu).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "codec/deflate/match/match_costs.h"
#include "codec/deflate/match/match_table.h"

namespace mtscomp {

// Kernels take values in steps of this many: counts of values are multiples of
// it, and arrays continue for kPadding beyond the counted values. That has room
// for a round of the choice (8 * kLanes values) and its warm-up.
constexpr std::size_t kStep = 16;
constexpr std::size_t kPadding = 256;

struct MatchKernels {
  const char* name;  // The instruction set.

  // Of the values that begin at values[0], values[1] and so on: where each is
  // looked up, and what is left there.
  // Requires: values[0 .. n + 6] can be read.
  void (*hash)(const HashFactors& factors, unsigned n_index_bits,
               const std::uint16_t* values, std::size_t n,
               std::uint32_t position, std::uint32_t* indexes,
               std::uint32_t* entries);

  // Of entries that lie further back than a match reaches, sets the position to
  // one that will not be mistaken for a near one until it is set again, 2^15
  // values later.
  void (*age)(std::uint32_t* entries, std::size_t n, std::uint32_t position);

  // How far back the same values lie, to all appearances; 0 is nowhere.
  void (*accept)(const std::uint32_t* entries, const std::uint32_t* found,
                 std::size_t n, std::uint16_t* distances);

  // Of literals, by the size of the value alone.
  void (*cost_literals)(const LiteralClasses& classes,
                        const std::uint16_t* values, std::size_t n,
                        std::uint16_t* costs);

  // Of matches at these distances.
  void (*cost_matches)(const DistanceBits& bits, MatchChoice match,
                       const std::uint16_t* distances, std::size_t n,
                       std::uint16_t* costs);

  // Of matches that are one value longer than those at `distances`, which cost
  // `costs`: there is one where the next value has the same distance.
  // Requires: distances[n] can be read.
  void (*cost_longer)(std::uint16_t difference, const std::uint16_t* distances,
                      const std::uint16_t* costs, std::size_t n,
                      std::uint16_t* longer_costs);

  // Where the same distance goes on for long, `choice`, the longest, costs next
  // to nothing: such matches will be merged.
  // Requires: distances[0 .. n + 15] can be read.
  void (*favour_runs)(const std::uint16_t* distances, std::uint16_t choice,
                      std::size_t n, std::uint16_t* costs);

  // The cheapest way through n values: what to take at each place, should one
  // come by it.  See match_costs.h.
  // Requires: n is a multiple of 8 * kLanes; kPadding values of costs follow
  // with literals only.
  void (*choose)(const ChoiceCosts& costs, std::size_t n,
                 std::uint8_t* choices);
};

MatchKernels plain_match_kernels();

// Those that the processor has, the fastest last.
std::vector<MatchKernels> usable_match_kernels();

}  // namespace mtscomp
