// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/deflate_writer.h"

#include <zlib.h>

namespace mtscomp {

void DeflateWriter::put(std::uint64_t value, unsigned n_bits) {
  for (unsigned i = 0; i < n_bits; ++i) {
    if (n_free_ == 0) {
      bytes_.push_back(std::byte{0});
      n_free_ = 8;
    }
    const bool bit = (value >> i & 1) != 0;
    bytes_.back() |= static_cast<std::byte>(bit ? 1U << (8 - n_free_) : 0U);
    --n_free_;
  }
}

void DeflateWriter::put_code(unsigned code, unsigned n_bits) {
  for (unsigned i = n_bits; i-- > 0;) {
    put(code >> i & 1, 1);
  }
}

void DeflateWriter::align_to_byte() { n_free_ = 0; }

void DeflateWriter::put_block_header(bool is_last, unsigned type) {
  put(is_last ? 1 : 0, 1);
  put(type, 2);
}

void DeflateWriter::put_stored_block(bool is_last,
                                     std::span<const std::byte> content) {
  put_block_header(is_last, 0);
  align_to_byte();
  put(content.size(), 16);
  put(~content.size(), 16);
  for (const std::byte byte : content) {
    put(std::to_integer<unsigned>(byte), 8);
  }
}

void DeflateWriter::put_codes(std::span<const std::uint8_t> literals,
                              std::span<const std::uint8_t> distances) {
  put(literals.size() - 257, 5);
  put(distances.size() - 1, 5);
  put(19 - 4, 4);
  // Lengths 0 to 15 have codes of four bits; the first three symbols sent,
  // which stand for runs, have none.
  for (int i = 0; i < 19; ++i) {
    put(i < 3 ? 0 : 4, 3);
  }
  for (const std::span<const std::uint8_t> lengths : {literals, distances}) {
    for (const std::uint8_t length : lengths) {
      put_code(length, 4);
    }
  }
}

void DeflateWriter::put_symbol(std::span<const std::uint8_t> lengths,
                               unsigned symbol) {
  const unsigned length = lengths[symbol];
  unsigned code = 0;  // RFC 1951, 3.2.2, in the most obvious way.
  for (unsigned n_bits = 1; n_bits <= length; ++n_bits) {
    code <<= 1;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      const bool is_before = n_bits < length || i < symbol;
      code += lengths[i] == n_bits && is_before ? 1U : 0U;
    }
  }
  put_code(code, length);
}

Bytes DeflateWriter::bits() {
  align_to_byte();
  return bytes_;
}

Bytes DeflateWriter::zlib_stream(std::span<const std::byte> content) {
  Bytes stream = {std::byte{0x78}, std::byte{0x9c}};
  const Bytes deflated = bits();
  stream.insert(stream.end(), deflated.begin(), deflated.end());
  const auto adler = static_cast<std::uint32_t>(adler32_z(
      adler32_z(0, nullptr, 0), reinterpret_cast<const Bytef*>(content.data()),
      content.size()));
  for (const int shift : {24, 16, 8, 0}) {
    stream.push_back(static_cast<std::byte>(adler >> shift));
  }
  return stream;
}

}  // namespace mtscomp
