// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Computes logarithms in integer arithmetic, so results are the same on every
// machine.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace mtscomp {

constexpr unsigned kLogPerBit = 256;

namespace log2_detail {

constexpr unsigned kIndexBits = 8;

// 256 * log2(1 + i / 256), rounded down, computed bit by bit: squaring a number
// doubles its logarithm.
constexpr std::array<std::uint16_t, 1U << kIndexBits> make_table() {
  constexpr std::uint64_t kOne = std::uint64_t{1} << 30U;
  std::array<std::uint16_t, 1U << kIndexBits> table = {};
  for (std::size_t i = 0; i < table.size(); ++i) {
    std::uint64_t x = kOne + (i << (30U - kIndexBits));
    unsigned log = 0;
    for (unsigned bit = kLogPerBit / 2; bit > 0; bit /= 2) {
      x = x * x >> 30U;
      if (x >= 2 * kOne) {
        x /= 2;
        log += bit;
      }
    }
    table[i] = static_cast<std::uint16_t>(log);
  }
  return table;
}

constexpr std::array<std::uint16_t, 1U << kIndexBits> kTable = make_table();

}  // namespace log2_detail

// Returns kLogPerBit * log2(x), with an error below 0.01 bit.
// Requires: x is not 0.
constexpr std::uint32_t log2_of(std::uint32_t x) {
  const auto whole = static_cast<unsigned>(std::bit_width(x)) - 1;
  const std::uint64_t fraction =
      (std::uint64_t{x} << log2_detail::kIndexBits >> whole) -
      log2_detail::kTable.size();
  return whole * kLogPerBit + log2_detail::kTable[fraction];
}

}  // namespace mtscomp
