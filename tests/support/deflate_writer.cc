// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/deflate_writer.h"

#include <zlib.h>

#include <algorithm>
#include <numeric>

namespace mtscomp {

std::vector<unsigned> canonical_codes(std::span<const std::uint8_t> lengths) {
  std::vector<std::size_t> symbols(lengths.size());
  std::iota(symbols.begin(), symbols.end(), std::size_t{0});
  std::stable_sort(
      symbols.begin(), symbols.end(),
      [&](std::size_t a, std::size_t b) { return lengths[a] < lengths[b]; });
  std::vector<unsigned> codes(lengths.size());
  unsigned code = 0;
  unsigned length = 0;
  for (const std::size_t symbol : symbols) {
    if (lengths[symbol] > 0) {
      code <<= lengths[symbol] - length;
      length = lengths[symbol];
      codes[symbol] = code++;
    }
  }
  return codes;
}

std::vector<std::uint8_t> random_code_lengths(std::size_t n_symbols,
                                              std::size_t n_used,
                                              std::mt19937_64& random) {
  constexpr std::uint8_t kMaxLength = 15;
  // The leaves of a random tree; early leaves are split more often.
  std::vector<std::uint8_t> leaves = {1, 1};
  while (leaves.size() < n_used) {
    std::uint8_t& leaf =
        leaves[std::min(random() % leaves.size(), random() % leaves.size())];
    if (leaf < kMaxLength) {
      ++leaf;
      leaves.push_back(leaf);
    }
  }
  leaves.resize(n_symbols);
  std::shuffle(leaves.begin(), leaves.end(), random);
  return leaves;
}

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
  // Lengths 0 to 15 have codes of four bits; the first three symbols, which
  // stand for runs, have none.
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
  put_code(canonical_codes(lengths)[symbol], lengths[symbol]);
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
