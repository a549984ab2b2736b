// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Writes deflate streams bit by bit: streams that no encoder makes, and invalid
// ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "support/bytes.h"

namespace mtscomp {

// The canonical code of each symbol (RFC 1951, 3.2.2), from its length.
std::vector<unsigned> canonical_codes(std::span<const std::uint8_t> lengths);

// Lengths of a complete code for n_used of the symbols; some codes are long.
// Requires: 2 <= n_used <= n_symbols.
std::vector<std::uint8_t> random_code_lengths(std::size_t n_symbols,
                                              std::size_t n_used,
                                              std::mt19937_64& random);

class DeflateWriter {
 public:
  // Writes the least significant bit first, like deflate's numbers.
  void put(std::uint64_t value, unsigned n_bits);
  // Writes the most significant bit first, like deflate's codes.
  void put_code(unsigned code, unsigned n_bits);
  void align_to_byte();

  // Writes the header of a block: type 0 to 3.
  void put_block_header(bool is_last, unsigned type);
  void put_stored_block(bool is_last, std::span<const std::byte> content);
  // Writes the codes of a block of type 2, without runs.  Requires: 257 or more
  // lengths of literals, 1 or more of distances.
  void put_codes(std::span<const std::uint8_t> literals,
                 std::span<const std::uint8_t> distances);
  // Writes a symbol in the canonical code of these lengths.
  void put_symbol(std::span<const std::uint8_t> lengths, unsigned symbol);

  // Returns the deflate stream, padded to a whole byte.
  Bytes bits();
  // Returns it as a zlib stream with the checksum of this content.
  Bytes zlib_stream(std::span<const std::byte> content);

 private:
  Bytes bytes_;
  unsigned n_free_ = 0;  // Unused bits of the last byte.
};

}  // namespace mtscomp
