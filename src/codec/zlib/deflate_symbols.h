// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The alphabets of deflate and the meaning of their symbols (RFC 1951, 3.2.5 to
// 3.2.7).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mtscomp {

// Symbols of the literal/length alphabet: 0 to 255 are literals.
inline constexpr unsigned kEndOfBlock = 256;
inline constexpr unsigned kFirstLengthSymbol = 257;

// Maximum numbers of symbols with a code.  The last symbols of both alphabets
// have no meaning.
inline constexpr unsigned kMaxLiteralSymbols = 288;
inline constexpr unsigned kMaxDistanceSymbols = 32;
// Number of symbols of the alphabet of code lengths, and the order in which the
// code lengths of these symbols are stored.
inline constexpr unsigned kCodeLengthSymbols = 19;
inline constexpr std::array<std::uint8_t, kCodeLengthSymbols> kCodeLengthOrder =
    {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

inline constexpr unsigned kMaxCodeLength = 15;     // Bits.
inline constexpr unsigned kMaxCodeLengthCode = 7;  // For code lengths.

struct NumberSymbol {
  std::uint16_t base;
  std::uint8_t extra_bits;  // Their value is added to the base.
};

inline constexpr std::array<NumberSymbol, 29> kLengthSymbols = {{
    {3, 0},   {4, 0},   {5, 0},   {6, 0},   {7, 0},   {8, 0},
    {9, 0},   {10, 0},  {11, 1},  {13, 1},  {15, 1},  {17, 1},
    {19, 2},  {23, 2},  {27, 2},  {31, 2},  {35, 3},  {43, 3},
    {51, 3},  {59, 3},  {67, 4},  {83, 4},  {99, 4},  {115, 4},
    {131, 5}, {163, 5}, {195, 5}, {227, 5}, {258, 0},
}};

inline constexpr std::array<NumberSymbol, 30> kDistanceSymbols = {{
    {1, 0},     {2, 0},     {3, 0},     {4, 0},      {5, 1},      {7, 1},
    {9, 2},     {13, 2},    {17, 3},    {25, 3},     {33, 4},     {49, 4},
    {65, 5},    {97, 5},    {129, 6},   {193, 6},    {257, 7},    {385, 7},
    {513, 8},   {769, 8},   {1025, 9},  {1537, 9},   {2049, 10},  {3073, 10},
    {4097, 11}, {6145, 11}, {8193, 12}, {12289, 12}, {16385, 13}, {24577, 13},
}};

// Returns 0 for a symbol without a meaning.
constexpr unsigned distance_extra_bits(std::size_t symbol) {
  return symbol < kDistanceSymbols.size() ? kDistanceSymbols[symbol].extra_bits
                                          : 0U;
}

// Returns the symbol of a match length in bytes.  Requires: length is 3 to 258.
constexpr std::size_t length_symbol(std::size_t length) {
  std::size_t index = 0;
  while (index + 1 < kLengthSymbols.size() &&
         kLengthSymbols[index + 1].base <= length) {
    ++index;
  }
  return kFirstLengthSymbol + index;
}

inline constexpr unsigned kMaxMatchLength = 258;  // Bytes.
inline constexpr unsigned kMaxDistance = 32768;

}  // namespace mtscomp
