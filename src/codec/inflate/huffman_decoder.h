// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A canonical prefix code of deflate (RFC 1951, 3.2.2), decoded symbol by
// symbol.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "codec/zlib/deflate_symbols.h"

namespace mtscomp {

class HuffmanDecoder {
 public:
  static constexpr unsigned kMaxLength = 15;  // Bits.

  // Which bit strings begin with a code.
  enum class Coverage {
    kEmpty,       // There are no codes.
    kSingle,      // One code, of one bit.
    kIncomplete,  // Some bit strings begin with no code.
    kComplete,
    kOversubscribed,  // Too many codes.  Decodes nothing.
  };

  HuffmanDecoder() = default;
  // lengths[i] is the length of symbol i's code in bits, or 0 if symbol i has
  // no code.  Requires: there are at most kMaxLiteralSymbols lengths.  No
  // length exceeds kMaxLength.
  explicit HuffmanDecoder(std::span<const std::uint8_t> lengths);

  Coverage coverage() const { return coverage_; }

  struct Symbol {
    unsigned value = 0;
    unsigned length = 0;  // Bits of the code.  0 if the bits are no code.
  };
  // Returns the symbol at the start of the bits (BitReader::bits).
  Symbol decode(std::uint64_t bits) const;

  // Calls use(symbol, length, code) for each symbol, in the order of code
  // lengths.  The first bit of `code` is its least significant bit, like in the
  // stream.
  template <typename Use>
  void for_each_symbol(Use use) const;

 private:
  using PerLength = std::array<std::uint16_t, kMaxLength + 1>;

  void assign_codes();
  static unsigned reverse(unsigned bits);

  Coverage coverage_ = Coverage::kEmpty;
  PerLength n_codes_ = {};
  PerLength first_code_ = {};
  PerLength first_index_ = {};  // In symbols_.
  // limit_[length] is the first number of kMaxLength bits that is above all
  // codes of at most `length` bits.
  std::array<std::uint32_t, kMaxLength + 1> limit_ = {};
  std::array<std::uint16_t, kMaxLiteralSymbols> symbols_ =
      {};  // In the order of codes.
};

// Reverses kMaxLength bits.
inline unsigned HuffmanDecoder::reverse(unsigned bits) {
  bits = (bits & 0x5555) << 1 | (bits >> 1 & 0x5555);
  bits = (bits & 0x3333) << 2 | (bits >> 2 & 0x3333);
  bits = (bits & 0x0f0f) << 4 | (bits >> 4 & 0x0f0f);
  bits = (bits & 0x00ff) << 8 | (bits >> 8 & 0x00ff);
  return bits >> (16 - kMaxLength);
}

inline HuffmanDecoder::Symbol HuffmanDecoder::decode(std::uint64_t bits) const {
  const unsigned code = reverse(static_cast<unsigned>(bits & 0xffff));
  for (unsigned length = 1; length <= kMaxLength; ++length) {
    if (code < limit_[length]) {
      const unsigned in_length =
          (code >> (kMaxLength - length)) - first_code_[length];
      return {.value = symbols_[first_index_[length] + in_length],
              .length = length};
    }
  }
  return {};
}

template <typename Use>
void HuffmanDecoder::for_each_symbol(Use use) const {
  for (unsigned length = 1; length <= kMaxLength; ++length) {
    for (unsigned i = 0; i < n_codes_[length]; ++i) {
      const unsigned code = (first_code_[length] + i) << (kMaxLength - length);
      use(unsigned{symbols_[first_index_[length] + i]}, length, reverse(code));
    }
  }
}

}  // namespace mtscomp
