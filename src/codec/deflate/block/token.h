// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Tokens of a block of DEFLATE, before the block has a code: a literal value of
// two bytes, or a match of 2 to 129 values at a distance of whole values.
//
// A token has two parts, which are coded one after the other.  The parts of a
// literal are the low and the high byte of its value.  The parts of a match are
// its length and its distance.  So the code that counts and writes tokens
// handles both kinds without a branch.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "codec/zlib/deflate_symbols.h"

namespace mtscomp {

// Distances and lengths in this file are in values of two bytes.
constexpr std::uint32_t kMaxMatchValues = kMaxMatchLength / 2;
constexpr std::uint32_t kMaxDistanceValues = 16'384;

// The first part is a byte, or 256 + length.  The second part is a byte, or 256
// + distance slot.
constexpr std::size_t kTokenParts = 512;
constexpr std::uint32_t kMatchPart = 256;
// Second part of a token that has one part only.
constexpr std::uint32_t kNoPart = kTokenParts - 1;

struct Token {
  std::uint32_t first() const { return bits & 0x1ffU; }
  std::uint32_t second() const { return (bits >> 9U) & 0x1ffU; }
  // Value of the distance's extra bits.
  std::uint32_t extra() const { return bits >> 18U; }

  std::uint32_t bits;
};

constexpr Token make_token(std::uint32_t first, std::uint32_t second,
                           std::uint32_t extra = 0) {
  return {first | second << 9U | extra << 18U};
}

// The end of the block is coded as a match of length 0 without a distance.
constexpr Token kEndToken = make_token(kEndOfBlock, kNoPart);

// Returns the slot of a distance.  The slot is the number of the distance
// symbol, with one exception: distance 1 (2 bytes) has the symbol 1, but the
// slot 0.  No other distance has the slot 0, because all distances are even
// numbers of bytes.
// Requires: 1 <= distance <= kMaxDistanceValues.
inline std::uint32_t distance_slot(std::uint32_t distance) {
  // The float's exponent and first mantissa bit.
  const auto bytes =
      static_cast<float>(static_cast<std::int32_t>(2 * distance - 1));
  return (std::bit_cast<std::uint32_t>(bytes) >> 22U) - 2 * 127U;
}

constexpr std::size_t slot_symbol(std::size_t slot) {
  return slot == 0 ? 1 : slot;
}

// Value of the distance's extra bits.
inline std::uint32_t distance_extra(std::uint32_t distance,
                                    std::uint32_t slot) {
  return (2 * distance - 1) & (((1U << (slot >> 1U)) - 1) >> 1U);
}

// Number of occurrences of each part.
struct TokenCounts {
  std::array<std::uint32_t, kTokenParts> first = {};
  std::array<std::uint32_t, kTokenParts> second = {};
};

// Number of occurrences of each symbol.
struct SymbolCounts {
  std::array<std::uint32_t, kMaxLiteralSymbols> literals = {};
  std::array<std::uint32_t, kMaxDistanceSymbols> distances = {};
};

SymbolCounts count_symbols(const TokenCounts& tokens);

}  // namespace mtscomp
