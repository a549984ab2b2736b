// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A price estimates how many bits a symbol needs, in eighths of a bit.  Prices
// are computed from the counts of the symbols.
//
// Only integer arithmetic is used, so the same counts give the same prices on
// every machine.
//
// The constants in match_prices.cc have little effect.  The table shows sizes
// as ratios to the current sizes, on ten inputs (see level_settings.h): first
// the range of the means of the levels, then the range over all inputs and
// levels.
//
//   kLeastWeight      1 to 30     0.9998 to 1.0000  0.9993 to 1.0001
//   kShortMatchShare  2 to 16     0.9998 to 1.0004  0.9988 to 1.0011
//   kLongMatchShare   5 to 64     0.9999 to 1.0001  0.9991 to 1.0006
//   kOtherMatchShare  64 to 1024  0.9999 to 1.0000  0.9992 to 1.0003
//   kNearCount        2 to 62     0.9999 to 1.0000  0.9992 to 1.0002
//   kFarCount         11 to 124   0.9999 to 1.0000  0.9992 to 1.0003
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "codec/deflate/block/deflate_block.h"
#include "codec/deflate/block/token.h"
#include "codec/deflate/match/match_costs.h"

namespace mtscomp {

struct MatchPrices {
  std::array<std::uint8_t, 256> literals;
  std::array<std::uint8_t, kChoices> lengths;  // Index: choice; 0 is unused.
  DistanceBits distances;
};

// Weighted counts, whose entropy gives the prices.  A count of 0 gets a small
// weight: a symbol with an infinite price would never be used.
struct SymbolWeights {
  SymbolCounts counts;

  // Adds every count of `other`, multiplied by fifteenths / 15.
  void add(const SymbolCounts& other, std::uint32_t fifteenths);
};

MatchPrices find_prices(const SymbolWeights& weights);

// Returns the mean of the prices for `weights` and the code lengths of `code`.
MatchPrices find_prices(const SymbolWeights& weights, const BlockCode& code);

// Returns initial prices, before any token is chosen.  They assume the actual
// counts of literals, and `favour` matches for each value, mostly at large
// distances.  With initial prices that favour literals, the parser would never
// use matches that save bits only if many matches are used.
MatchPrices guess_prices(std::span<const std::uint16_t> values,
                         std::uint32_t favour);

LiteralClasses classify_literals(const MatchPrices& prices);

}  // namespace mtscomp
