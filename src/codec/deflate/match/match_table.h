// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Where values like those to come were seen last: a table of 2^k entries for
// each length of match, filled by hash, with one entry per place.
//
// An entry is half check, half position modulo 2^16.  Two entries with the same
// check and place mean the same values, nearly always; whoever takes a match
// compares.  A match reaches 2^14 values back, and every entry is aged once in
// 2^15, so that an old position is never taken for a near one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "codec/deflate/block/token.h"

namespace mtscomp {

// The hash of some values is the sum of each, as a signed number, times its
// factor, modulo 2^32: a lattice, in which small numbers, near each other as
// they are, hardly ever meet.  A hash that mixes well makes them meet as often
// as chance does.  The upper bits say the place, the lower ones are the check,
// so that both halves of a factor have to be well filled.  Unused ones are 0.
using HashFactors = std::array<std::uint32_t, 8>;

constexpr unsigned kCheckBits = 16;
constexpr std::uint32_t kCheckMask = 0xffff0000U;
constexpr std::uint32_t kPositionMask = 0xffffU;

constexpr std::uint32_t make_entry(std::uint32_t hash, std::uint32_t position) {
  return hash << kCheckBits | (position & kPositionMask);
}

constexpr std::uint32_t entry_distance(std::uint32_t from, std::uint32_t to) {
  return (from - to) & kPositionMask;
}

// Further back than any match, and it stays so for 2^15 values more. Every
// value that the assertions admit works alike.
constexpr std::uint32_t kAgedDistance = 20'000;
constexpr std::uint32_t kAgingPeriod = 1U << 15U;
static_assert(kAgedDistance > kMaxDistanceValues);
static_assert(kAgedDistance + kAgingPeriod <= kPositionMask);
static_assert(kMaxDistanceValues + kAgingPeriod <= kPositionMask);

}  // namespace mtscomp
