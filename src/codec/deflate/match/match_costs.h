// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Costs of literal values and of matches of some lengths.  They are used to
// choose the cheapest path through a unit: the tokens with the smallest
// estimated size.
//
// A price estimates a size in eighths of a bit (match_prices.h).  A cost is 8
// times a price, plus the number of the choice.  So the minimum of several
// costs also contains the choice.
//
// The path is computed backwards.  At each value, the cost of each choice is
// added to the cost of the path that starts after this choice.  A unit is
// divided into kLanes stretches, which are processed at the same time.  The
// computation of a stretch starts kWarmUp values after the end of the stretch,
// in the next stretch.  After these values, the rest of the unit, which is not
// yet computed, hardly affects the choices.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mtscomp {

constexpr unsigned kPricesPerBit = 8;
constexpr unsigned kChoiceBits = 3;
// Number of choices: a literal, and matches of several lengths.  If matches are
// short, only the first kShortChoices choices are used.
constexpr std::size_t kChoices = 6;
constexpr std::size_t kShortChoices = 4;
constexpr std::array<std::uint8_t, kChoices> kChoiceValues = {1, 2, 3, 4, 6, 8};
constexpr std::size_t kLongestChoice = kChoiceValues.back();

constexpr std::size_t kLanes = 16;
// With 8, streams are 0.01 % larger on average, and at most 0.03 % larger.
// With 32, they are less than 0.01 % smaller (ten inputs, see
// level_settings.h).
constexpr std::size_t kWarmUp = 16;

// Cost of a match that does not exist: more than the cost of any path of 16
// literals.  The costs of two paths never differ by more than that before the
// smallest cost is subtracted from all.
constexpr std::uint16_t kNoMatch = 0xe000;

// One row of costs for each choice.  The first row is for literals.  n_choices
// is kChoices or kShortChoices.
struct ChoiceCosts {
  std::array<const std::uint16_t*, kChoices> rows;
  std::size_t n_choices;
};

// The number of a choice, and the price of its match length.  The price of the
// distance is not included.
struct MatchChoice {
  std::uint16_t length_price;
  std::uint16_t choice;
};

// Prices of literal values by magnitude.  `ones` has prices for magnitudes
// below 16, `sixteens` for magnitudes below 256 in steps of 16, `large` for
// larger magnitudes in steps of 256.  The last price of `large` is used for all
// magnitudes above.
struct LiteralClasses {
  std::array<std::uint8_t, 16> ones;
  std::array<std::uint8_t, 16> sixteens;
  std::array<std::uint8_t, 16> large;
};

// Prices of distances by slot.  The prices include the extra bits.
using DistanceBits = std::array<std::uint8_t, 32>;

}  // namespace mtscomp
