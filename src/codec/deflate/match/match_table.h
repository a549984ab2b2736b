// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Hash tables of the last positions of sequences of values: one table of 2^k
// entries for each match length, with one entry for each hash.
//
// The upper half of an entry is a check, the lower half is the position modulo
// 2^16.  If two sequences have the same index and the same check, their values
// are nearly always the same.  The user of a match must compare the values.
// The maximum distance of a match is 2^14 values.  Every entry is aged once in
// 2^15 values, so an old position is never mistaken for a near position.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "codec/deflate/block/token.h"

namespace mtscomp {

// The hash is the sum of the values, as signed numbers, each times its factor,
// modulo 2^32.  This linear hash (a lattice) rarely gives the same result for
// different sequences of small numbers.  A well-mixing hash would collide as
// often as random numbers.  The upper bits are the index in the table, the
// lower bits are the check, so both halves of a factor matter.  Unused factors
// are 0.
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

// Distance of an aged entry.  It is larger than the maximum distance of a
// match, also after 2^15 more values.  All numbers that the assertions allow
// work equally well.
constexpr std::uint32_t kAgedDistance = 20'000;
constexpr std::uint32_t kAgingPeriod = 1U << 15U;
static_assert(kAgedDistance > kMaxDistanceValues);
static_assert(kAgedDistance + kAgingPeriod <= kPositionMask);
static_assert(kMaxDistanceValues + kAgingPeriod <= kPositionMask);

}  // namespace mtscomp
