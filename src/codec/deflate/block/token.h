// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What a block of DEFLATE says, before it has a code: a literal value of two
// bytes, or a match of 2 to 129 values that ends a whole number of values back.
//
// A token has two parts, which are coded one after the other: the low and the
// high byte of a value, or length and distance of a match.  So both kinds go
// the same way, without a branch, in counting and in writing.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "codec/zlib/deflate_symbols.h"

namespace mtscomp {

// Distances and lengths here are in values of two bytes.
constexpr std::uint32_t kMaxMatchValues = kMaxMatchLength / 2;
constexpr std::uint32_t kMaxDistanceValues = 16'384;

// The first part is a byte or 256 + length, the second a byte or 256 + distance
// slot.
constexpr std::size_t kTokenParts = 512;
constexpr std::uint32_t kMatchPart = 256;
// Nothing at all, for what has one part.
constexpr std::uint32_t kNoPart = kTokenParts - 1;

struct Token {
  std::uint32_t first() const { return bits & 0x1ffU; }
  std::uint32_t second() const { return (bits >> 9U) & 0x1ffU; }
  std::uint32_t extra() const { return bits >> 18U; }  // Of the distance.

  std::uint32_t bits;
};

constexpr Token make_token(std::uint32_t first, std::uint32_t second,
                           std::uint32_t extra = 0) {
  return {first | second << 9U | extra << 18U};
}

// A match of length 0, of which no more is said, is the end of the block.
constexpr Token kEndToken = make_token(kEndOfBlock, kNoPart);

// The distance symbol, but for the least distance: its symbol is 1, and it gets
// slot 0, which the others, being even numbers of bytes, leave free.
// Requires: 1 <= distance <= kMaxDistanceValues.
inline std::uint32_t distance_slot(std::uint32_t distance) {
  // A float's exponent and first bit of mantissa.
  const auto bytes =
      static_cast<float>(static_cast<std::int32_t>(2 * distance - 1));
  return (std::bit_cast<std::uint32_t>(bytes) >> 22U) - 2 * 127U;
}

constexpr std::size_t slot_symbol(std::size_t slot) {
  return slot == 0 ? 1 : slot;
}

// The extra bits' values.
inline std::uint32_t distance_extra(std::uint32_t distance,
                                    std::uint32_t slot) {
  return (2 * distance - 1) & (((1U << (slot >> 1U)) - 1) >> 1U);
}

// How often each part occurs.
struct TokenCounts {
  std::array<std::uint32_t, kTokenParts> first = {};
  std::array<std::uint32_t, kTokenParts> second = {};
};

// How often each symbol does.
struct SymbolCounts {
  std::array<std::uint32_t, kMaxLiteralSymbols> literals = {};
  std::array<std::uint32_t, kMaxDistanceSymbols> distances = {};
};

SymbolCounts count_symbols(const TokenCounts& tokens);

}  // namespace mtscomp
