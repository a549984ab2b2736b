// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Costs of a literal value and of matches of some lengths, and the choice of
// the cheapest path through a unit.
//
// A cost is a price in eighths of a bit, times 8, plus the number of the
// choice.  So the minimum of several costs also contains the choice.
//
// The path is computed backwards: at each place, the cost of each choice is
// added to the cost of the path from the end of the choice.  A unit is divided
// into kLanes stretches that are processed at the same time.  Each stretch is
// processed from kWarmUp values after its end, in the next stretch: after these
// values, the missing rest of the unit hardly affects the choices.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mtscomp {

constexpr unsigned kPricesPerBit = 8;
constexpr unsigned kChoiceBits = 3;
// Choices: a literal, and matches of several lengths.  The last two are not
// used if matches are short.
constexpr std::size_t kChoices = 6;
constexpr std::size_t kShortChoices = 4;
constexpr std::array<std::uint8_t, kChoices> kChoiceValues = {1, 2, 3, 4, 6, 8};
constexpr std::size_t kLongestChoice = kChoiceValues.back();

constexpr std::size_t kLanes = 16;
// 8 makes streams 0.01 % larger on average, at most 0.03 %; 32 saves less than
// 0.01 % (ten inputs, see level_settings.h).
constexpr std::size_t kWarmUp = 16;

// Cost of a missing match: more than any path of 16 literals.  The costs of
// paths never differ by more before their common part is subtracted.
constexpr std::uint16_t kNoMatch = 0xe000;

// One row for each choice, literals first; n_choices is kChoices or
// kShortChoices.
struct ChoiceCosts {
  std::array<const std::uint16_t*, kChoices> rows;
  std::size_t n_choices;
};

// The price of a match without its distance, and its choice.
struct MatchChoice {
  std::uint16_t length_price;
  std::uint16_t choice;
};

// Prices of literal values by magnitude: below 16 for each magnitude, below 256
// in steps of 16, and larger ones in steps of 256, up to step 15.
struct LiteralClasses {
  std::array<std::uint8_t, 16> ones;
  std::array<std::uint8_t, 16> sixteens;
  std::array<std::uint8_t, 16> large;
};

// Prices of distances by slot, extra bits included.
using DistanceBits = std::array<std::uint8_t, 32>;

}  // namespace mtscomp
