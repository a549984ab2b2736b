// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What a literal value and matches of some lengths cost, and which is the
// cheapest way through a unit.
//
// A cost is a price in eighths of a bit, times 8, plus the choice that it is
// the cost of.  So the smaller of two costs says by itself what was chosen.
//
// The way is found from the back: at each place, the cost of each choice plus
// the cost of going on where it ends.  A unit is cut into kLanes stretches that
// are gone through at the same time; each begins kWarmUp values beyond its end,
// in the next one, by when it no longer matters that it did not begin at the
// unit's end.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mtscomp {

constexpr unsigned kPricesPerBit = 8;
constexpr unsigned kChoiceBits = 3;
// A literal, and matches; the last two are left out where matches are short.
constexpr std::size_t kChoices = 6;
constexpr std::size_t kShortChoices = 4;
constexpr std::array<std::uint8_t, kChoices> kChoiceValues = {1, 2, 3, 4, 6, 8};
constexpr std::size_t kLongestChoice = kChoiceValues.back();

constexpr std::size_t kLanes = 16;
// With 8, sizes grow by 0.01 % on average and by 0.03 % at most; 32 saves less
// than 0.01 % (ten inputs, see level_settings.h).
constexpr std::size_t kWarmUp = 16;

// No match.  More than any way of 16 literals costs, which is as far as ways
// differ before their common part is taken off.
constexpr std::uint16_t kNoMatch = 0xe000;

// One row for each choice, literals first; n_choices is kChoices or
// kShortChoices.
struct ChoiceCosts {
  std::array<const std::uint16_t*, kChoices> rows;
  std::size_t n_choices;
};

// The price of a match without its distance, and which it is.
struct MatchChoice {
  std::uint16_t length_price;
  std::uint16_t choice;
};

// Prices of literal values by magnitude: below 16, below 256 by steps of 16,
// the rest by steps of 256, as far as 15 of them.
struct LiteralClasses {
  std::array<std::uint8_t, 16> ones;
  std::array<std::uint8_t, 16> sixteens;
  std::array<std::uint8_t, 16> large;
};

// Prices of distances by slot, extra bits included.
using DistanceBits = std::array<std::uint8_t, 32>;

}  // namespace mtscomp
