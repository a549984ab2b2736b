// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What symbols cost, in eighths of a bit, from how often they occur.
//
// Whole numbers throughout: the same counts give the same prices everywhere.
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

// Counts whose entropy is the prices: more of what is in one weighs more.
// Those that are 0 count as a little, since what has no price is never taken.
struct SymbolWeights {
  SymbolCounts counts;

  // Each count of `counts` this many times, in fifteenths.
  void add(const SymbolCounts& other, std::uint32_t fifteenths);
};

MatchPrices find_prices(const SymbolWeights& weights);

// The mean of those and of what the code would really take.
MatchPrices find_prices(const SymbolWeights& weights, const BlockCode& code);

// To begin with, before anything was taken: literals as they occur, `favour`
// half as many matches as bytes, of each length alike, and mostly far away.
// Prices that favour literals at first never find the matches that pay once
// everyone takes them.
MatchPrices guess_prices(std::span<const std::uint16_t> values,
                         std::uint32_t favour);

LiteralClasses classify_literals(const MatchPrices& prices);

}  // namespace mtscomp
