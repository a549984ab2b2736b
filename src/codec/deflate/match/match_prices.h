// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What symbols cost, in eighths of a bit, from how often they occur.
//
// Whole numbers throughout: the same counts give the same prices everywhere.
//
// The constants in match_prices.cc hardly matter, and the history does not say
// how they were chosen. Sizes on ten inputs (see level_settings.h), as ratios
// to today's: the means of the levels, and the range over inputs and levels.
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
  std::array<std::uint8_t, kChoices> lengths;  // By choice; the first unused.
  DistanceBits distances;
};

// Counts whose entropy is the prices: a larger count weighs more. A count of 0
// weighs a little, since a symbol without a price is never taken.
struct SymbolWeights {
  SymbolCounts counts;

  // Each count of `counts` this many times, in fifteenths.
  void add(const SymbolCounts& other, std::uint32_t fifteenths);
};

MatchPrices find_prices(const SymbolWeights& weights);

// The mean of those and of what the code would really take.
MatchPrices find_prices(const SymbolWeights& weights, const BlockCode& code);

// The first prices, before any token was chosen: literals as they occur, and
// `favour` matches for each value, mostly far away. Prices that favour literals
// at first never find the matches that pay once many are taken.
MatchPrices guess_prices(std::span<const std::uint16_t> values,
                         std::uint32_t favour);

LiteralClasses classify_literals(const MatchPrices& prices);

}  // namespace mtscomp
