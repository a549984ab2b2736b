// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Tables to decode symbols.  One look-up decodes up to two literals and a match
// that follows them.
//
// Recordings are differences of 16-bit samples.  Their streams are one third
// literals and two thirds short matches, in an order that processors cannot
// predict.  Their codes are short: a literal, a length and a distance often
// have ten bits together.  So one look-up with the next ten bits decodes all
// symbols in these bits.  No branch depends on the symbols.
// docs/internals/decoder.md explains the design.
#pragma once

#include <array>
#include <cstdint>

#include "codec/inflate/block_header.h"

namespace mtscomp {

// The symbols at the start of the next kJointBits bits of a block.  There are
// three kinds of entries:
//
//   symbols      advance > 0.  Up to two literals, then a match.  If the bits
//                contain no match, the entry has a match of length 0.  Its
//                distance is valid, because the loop reads there.
//   long match   advance == 0, source > 0.  The length of a match.  The
//                distance must be looked up in FastTables::distances.
//   other        all members are 0.  A code that is too long for the table, the
//                end of the block, or no code.  InflateStream must decode the
//                next symbol without the table.
struct JointEntry {
  // Sum of two numbers.  The lower 6 bits are the number of bits of all symbols
  // in the entry, including their extra bits.  The higher bits are the number
  // of literals (total / kLiteralUnit).
  std::uint8_t total;
  // Number of inflated bytes.
  std::uint8_t advance;
  // Position and number of extra bits.  They belong to the distance of the
  // match or, in a long match, to the length.  Bits 0 to 7 are the position,
  // and the higher bits are the number.  This is the operand format of the
  // BEXTR instruction.
  std::uint16_t extra;
  // Start of the copied bytes, relative to the end of the output.  The value of
  // the extra bits must be subtracted from `source`.  For a long match,
  // `source` is the length, to which the value of the extra bits must be added.
  std::int16_t source;
  // The literals.  The first literal is in the lower byte.
  std::uint16_t literals;
};
static_assert(sizeof(JointEntry) == 8);

// Number of bits of an index.  With 10 bits, a table has 8 KiB.  With 11 bits,
// the table and the copied bytes would compete for the first-level cache.  With
// 9 bits, too many codes would be too long for the table.
inline constexpr unsigned kJointBits = 10;

// After a refill, there are at least kRefilledBits bits.  They must be enough
// for two entries and for the index of a third look-up.
inline constexpr unsigned kRefilledBits = 56;
inline constexpr unsigned kMaxTotal = (kRefilledBits - kJointBits) / 2;

inline constexpr unsigned kLiteralUnit = 64;  // See JointEntry::total.
// Number of bytes that the loop copies for every entry, whatever the length of
// the match.
inline constexpr unsigned kJointCopy = 16;
// Maximum of JointEntry::advance.
inline constexpr unsigned kMaxAdvance = 2 + kJointCopy;
// Distance of the match of length 0 in an entry without a match.  It must not
// refer to bytes that were just written, because reading them would be slow.
inline constexpr int kIdleDistance = 1024;

struct FastTables {
  static constexpr std::size_t kSize = std::size_t{1} << kJointBits;

  alignas(64) std::array<JointEntry, kSize> joint;
  // Every entry has one distance, or all its members are 0.
  alignas(64) std::array<JointEntry, kSize> distances;
};

// Requires: `codes` came from read_block_codes() or fixed_block_codes().
void build_fast_tables(const BlockCodes& codes, FastTables& tables);

}  // namespace mtscomp
