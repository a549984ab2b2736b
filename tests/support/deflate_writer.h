// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Writes deflate streams bit by bit: those that no encoder would make, and
// those that have to be refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "support/bytes.h"

namespace mtscomp {

// The canonical code of each symbol (RFC 1951, 3.2.2); lengths as there.
std::vector<unsigned> canonical_codes(std::span<const std::uint8_t> lengths);

// Lengths of a complete code for n_used of the symbols, long ones among them.
// Requires: 2 <= n_used <= n_symbols.
std::vector<std::uint8_t> random_code_lengths(std::size_t n_symbols,
                                              std::size_t n_used,
                                              std::mt19937_64& random);

class DeflateWriter {
 public:
  // The least significant bit first, as deflate has numbers.
  void put(std::uint64_t value, unsigned n_bits);
  // The most significant bit first, as deflate has codes.
  void put_code(unsigned code, unsigned n_bits);
  void align_to_byte();

  // The header of a block: type 0 to 3.
  void put_block_header(bool is_last, unsigned type);
  void put_stored_block(bool is_last, std::span<const std::byte> content);
  // The codes of a block of type 2, without runs.  Requires: 257 or more
  // lengths of literals, 1 or more of distances.
  void put_codes(std::span<const std::uint8_t> literals,
                 std::span<const std::uint8_t> distances);
  // A symbol in the canonical code of these lengths.
  void put_symbol(std::span<const std::uint8_t> lengths, unsigned symbol);

  // The deflate stream, up to a whole byte.
  Bytes bits();
  // The same as a zlib stream of this content.
  Bytes zlib_stream(std::span<const std::byte> content);

 private:
  Bytes bytes_;
  unsigned n_free_ = 0;  // Bits of the last byte.
};

}  // namespace mtscomp
