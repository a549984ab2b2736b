// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Tables with which one look-up decodes up to two literals and a match after
// them.
//
// Recordings are differences of 16-bit samples.  Their streams are one third
// literals and two thirds short matches, in an order that processors cannot
// predict.  Their codes are short: a literal, a length and a distance often
// have ten bits together.  So one look-up with the next ten bits decodes all
// symbols in these bits, without branches that depend on the symbols.
// docs/internals/decoder.md explains the design.
#pragma once

#include <array>
#include <cstdint>

#include "codec/inflate/block_header.h"

namespace mtscomp {

// The symbols at the start of the next kJointBits bits of a block.  Three
// kinds:
//
//   symbols      advance > 0.  Up to two literals, then possibly a match.
//                Without a match, the entry has a match of length 0 whose
//                distance is valid to read.
//   long match   advance == 0, source > 0.  A length; its distance must be
//                looked up in FastTables::distances.
//   other        all 0.  A code that is too long for the table, the end of the
//                block, or no code: must be decoded symbol by symbol.
struct JointEntry {
  // Number of bits of all symbols in the entry, extra bits included, plus the
  // number of literals * kLiteralUnit.
  std::uint8_t total;
  // Number of inflated bytes.
  std::uint8_t advance;
  // Position of the last symbol's extra bits in bits 0 to 7, and their number
  // from bit 8 on: the operand format of the BEXTR instruction.  The extra bits
  // belong to the match's distance, or to the long match's length.
  std::uint16_t extra;
  // Start of the copied bytes, relative to the end of the output, before the
  // extra bits are subtracted.  For a long match: its length, before the extra
  // bits are added.
  std::int16_t source;
  // The literals, the first in the lower byte.
  std::uint16_t literals;
};
static_assert(sizeof(JointEntry) == 8);

// The table has 8 KiB.  With 11 bits, the table and the copied bytes would
// compete for the first-level cache; with 9, too many codes would not fit.
inline constexpr unsigned kJointBits = 10;

// Two entries and the index of a third look-up fit into the bits of one refill.
inline constexpr unsigned kRefilledBits = 56;
inline constexpr unsigned kMaxTotal = (kRefilledBits - kJointBits) / 2;

inline constexpr unsigned kLiteralUnit = 64;  // See JointEntry::total.
// Bytes that the loop copies for every entry, independent of its length.
inline constexpr unsigned kJointCopy = 16;
// Maximum of JointEntry::advance.
inline constexpr unsigned kMaxAdvance = 2 + kJointCopy;
// Distance of the match of length 0 in an entry of literals.  It must not refer
// to bytes just written: these are not in the cache yet.
inline constexpr int kIdleDistance = 1024;

struct FastTables {
  static constexpr std::size_t kSize = std::size_t{1} << kJointBits;

  alignas(64) std::array<JointEntry, kSize> joint;
  // Entries of one distance, or 0.
  alignas(64) std::array<JointEntry, kSize> distances;
};

// Requires: `codes` came from read_block_codes() or fixed_block_codes().
void build_fast_tables(const BlockCodes& codes, FastTables& tables);

}  // namespace mtscomp
