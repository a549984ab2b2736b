// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One look-up for up to two literals and the match after them.
//
// Recordings are differences of 16-bit samples.  Their streams are one third
// literals and two thirds short matches, in an order that no processor can
// predict, and their codes are short: a literal, a length and a distance often
// have ten bits together.  So one table is looked up with the next ten bits and
// tells all that they hold; nothing branches on what that is.
// docs/decoder.md has the whole idea.
#pragma once

#include <array>
#include <cstdint>

#include "codec/inflate/block_header.h"

namespace mtscomp {

// What the next kJointBits bits of a block begin with.  Three kinds:
//
//   symbols      advance > 0.  Up to two literals and maybe a match, in this
//                order.  Literals alone are followed by a match of length 0:
//                its distance is within what every loop may read.
//   long match   advance == 0, source > 0.  A length, whose distance has to be
//                looked up in FastTables::distances.
//   other        all 0.  A code that is too long for the table, the end of the
//                block, or no code: to be decoded symbol by symbol.
struct JointEntry {
  // Bits of all that the entry holds, extra bits included; the number of
  // literals * kLiteralUnit on top.
  std::uint8_t total;
  // Bytes that the entry stands for.
  std::uint8_t advance;
  // How many bits come before the last symbol's extra bits, and, from bit 8 on,
  // how many extra bits it has: as the BEXTR instruction wants it.  The extra
  // bits are those of the match's distance, or of the long match's length.
  std::uint16_t extra;
  // What is copied begins here, from the output's end on, once the extra bits
  // are subtracted.  In a long match: its length before they are added.
  std::int16_t source;
  // The first one in the lower byte.  In FastTables::distances: the length of
  // the distance's code.
  std::uint16_t literals;
};
static_assert(sizeof(JointEntry) == 8);

// The table takes 8 KiB: with 11 bits it and what is copied from compete for
// the first-level cache, with 9 too many codes do not fit.
inline constexpr unsigned kJointBits = 10;

// Two entries, and the bits of a third look-up, fit what a refill leaves.
inline constexpr unsigned kRefilledBits = 56;
inline constexpr unsigned kMaxTotal = (kRefilledBits - kJointBits) / 2;

inline constexpr unsigned kLiteralUnit = 64;  // Of JointEntry::total.
// Bytes that are copied for every entry, whatever its length.
inline constexpr unsigned kJointCopy = 16;
// The most that an entry stands for.
inline constexpr unsigned kMaxAdvance = 2 + kJointCopy;
// From where literals alone copy: not from what was just written, which is
// still on its way to the cache.
inline constexpr int kIdleDistance = 1024;

struct FastTables {
  static constexpr std::size_t kSize = std::size_t{1} << kJointBits;

  alignas(64) std::array<JointEntry, kSize> joint;
  // A distance alone, or an entry of 0.
  alignas(64) std::array<JointEntry, kSize> distances;
};

// Requires: the codes are what read_block_codes() or fixed_block_codes() gave.
void build_fast_tables(const BlockCodes& codes, FastTables& tables);

}  // namespace mtscomp
