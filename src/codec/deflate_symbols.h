// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The alphabets of DEFLATE (RFC 1951, 3.2.5 and 3.2.7).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mtscomp {

// Of both alphabets, the last two are never used; but the fixed codes count
// them.
constexpr std::size_t kLiteralSymbols = 288;  // Literals, end, lengths.
constexpr std::size_t kDistanceSymbols = 32;
constexpr std::size_t kCodeLengthSymbols = 19;

constexpr std::size_t kEndOfBlock = 256;
constexpr std::size_t kFirstLengthSymbol = 257;
constexpr std::size_t kMaxMatchBytes = 258;

constexpr unsigned kMaxCodeLength = 15;
constexpr unsigned kMaxCodeLengthCode = 7;  // Of the code of code lengths.

// The order in which the lengths of that code are written.
constexpr std::array<std::uint8_t, kCodeLengthSymbols> kCodeLengthOrder = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

// The smallest length of each length symbol, and its extra bits.
constexpr std::array<std::uint16_t, 29> kLengthBases = {
    3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
    31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
constexpr std::array<std::uint8_t, 29> kLengthExtraBits = {
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
    2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};

// Requires: length is 3 to 258.
constexpr std::size_t length_symbol(std::size_t length) {
  std::size_t index = 0;
  while (index + 1 < kLengthBases.size() && kLengthBases[index + 1] <= length) {
    ++index;
  }
  return kFirstLengthSymbol + index;
}

constexpr unsigned length_extra_bits(std::size_t symbol) {
  return kLengthExtraBits[symbol - kFirstLengthSymbol];
}

constexpr unsigned distance_extra_bits(std::size_t symbol) {
  return symbol < 2 ? 0U : static_cast<unsigned>(symbol / 2 - 1);
}

}  // namespace mtscomp
