// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The header of a block that has its own code (RFC 1951, 3.2.7).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "codec/deflate/block/bit_writer.h"
#include "codec/deflate/block/deflate_block.h"

namespace mtscomp {

class BlockHeader {
 public:
  explicit BlockHeader(const BlockCode& code);

  std::uint64_t n_bits() const;
  void write(BitWriter& writer) const;

 private:
  // A length, or a run of lengths: RFC 1951's symbols 16, 17 and 18.
  struct Item {
    std::uint8_t symbol;
    std::uint8_t extra;
  };

  void add(std::uint8_t symbol, std::size_t extra);
  void add_run(std::uint8_t length, std::size_t n);
  void add_zeros(std::size_t n);
  void add_again(std::size_t n);

  std::size_t n_literals_;
  std::size_t n_distances_;
  std::size_t n_code_lengths_ = kCodeLengthSymbols;
  std::array<Item, kMaxLiteralSymbols + kMaxDistanceSymbols> items_;
  std::size_t n_items_ = 0;
  std::array<std::uint32_t, kCodeLengthSymbols> counts_ = {};
  std::array<std::uint8_t, kCodeLengthSymbols> lengths_ = {};
};

}  // namespace mtscomp
