// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/block/deflate_block.h"

#include <algorithm>

#include "codec/deflate/block/deflate_block_header.h"
#include "codec/deflate/block/huffman_builder.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kStored = 0;
constexpr std::uint64_t kFixed = 1;
constexpr std::uint64_t kDynamic = 2;
constexpr unsigned kTypeBits = 3;  // With the bit for the last block.

constexpr std::size_t kMaxStoredBytes = 65'535;
constexpr std::uint64_t kStoredHeaderBits = 32;

// The bits to write for each part of a token, packed into 32 bits.  First part:
// 24 bits of code, including the length's extra bits, and 8 bits for their
// number.  Second part: see pack_second().
class TokenCode {
 public:
  explicit TokenCode(const BlockCode& code) {
    assign_codes(code.literals, literal_codes_);
    assign_codes(code.distances, distance_codes_);
    for (std::uint32_t byte = 0; byte < kMatchPart; ++byte) {
      first_[byte] = pack(literal_codes_[byte], code.literals[byte]);
      second_[byte] = pack_second(literal_codes_[byte], code.literals[byte], 0);
    }
    first_[kEndOfBlock] =
        pack(literal_codes_[kEndOfBlock], code.literals[kEndOfBlock]);
    for (std::uint32_t length = 2; length <= kMaxMatchValues; ++length) {
      first_[kMatchPart + length] = pack_length(2 * length, code);
    }
    for (std::uint32_t slot = 0; slot < kMaxDistanceSymbols - 2; ++slot) {
      const std::size_t symbol = slot_symbol(slot);
      second_[kMatchPart + slot] =
          pack_second(distance_codes_[symbol], code.distances[symbol],
                      kDistanceSymbols[symbol].extra_bits);
    }
  }

  void write(std::span<const Token> tokens, BitWriter& writer) const {
    BitWriter local = writer;  // A copy that stays in registers.
    for (const Token token : tokens) {
      const std::uint32_t first = first_[token.first()];
      const std::uint32_t second = second_[token.second()];
      const std::uint64_t code =
          (second & 0xffffU) | std::uint64_t{token.extra()}
                                   << (second >> 16U & 0xffU);
      const unsigned n_first = first >> 24U;
      local.put((first & 0xffffffU) | code << n_first,
                n_first + (second >> 24U));
    }
    writer = local;
  }

 private:
  static std::uint32_t pack(std::uint32_t code, std::uint32_t n_bits) {
    return code | n_bits << 24U;
  }

  // 16 bits of code, 8 bits for their number, and 8 bits for the number with
  // the distance's extra bits, which write() adds.
  static std::uint32_t pack_second(std::uint32_t code, std::uint32_t n_bits,
                                   std::uint32_t n_extra) {
    return code | n_bits << 16U | (n_bits + n_extra) << 24U;
  }

  std::uint32_t pack_length(std::uint32_t length, const BlockCode& code) const {
    const std::size_t symbol = length_symbol(length);
    const std::uint32_t n_bits = code.literals[symbol];
    const std::uint32_t extra =
        length - kLengthSymbols[symbol - kFirstLengthSymbol].base;
    return pack(
        literal_codes_[symbol] | extra << n_bits,
        n_bits + kLengthSymbols[symbol - kFirstLengthSymbol].extra_bits);
  }

  std::array<std::uint16_t, kMaxLiteralSymbols> literal_codes_;
  std::array<std::uint16_t, kMaxDistanceSymbols> distance_codes_;
  std::array<std::uint32_t, kTokenParts> first_ = {};
  std::array<std::uint32_t, kTokenParts> second_ = {};
};

std::size_t count_stored_blocks(std::size_t n_bytes) {
  return std::max<std::size_t>(
      1, (n_bytes + kMaxStoredBytes - 1) / kMaxStoredBytes);
}

// The block's 3 type bits are padded to the next byte boundary.
std::uint64_t count_stored_bits(std::size_t n_bytes, unsigned n_pending) {
  const std::uint64_t first = (kTypeBits + n_pending + 7) / 8 * 8 - n_pending;
  const std::uint64_t others = 8 * (count_stored_blocks(n_bytes) - 1);
  return first + others + 8 * std::uint64_t{n_bytes} +
         kStoredHeaderBits * count_stored_blocks(n_bytes);
}

void write_type(std::uint64_t type, bool is_last, BitWriter& writer) {
  writer.put((is_last ? 1U : 0U) | type << 1U, kTypeBits);
}

void write_stored(std::span<const std::byte> bytes, bool is_last,
                  BitWriter& writer) {
  do {
    const std::size_t size = std::min(bytes.size(), kMaxStoredBytes);
    write_type(kStored, is_last && size == bytes.size(), writer);
    writer.align_to_byte();
    writer.put(size, 16);
    writer.put(size ^ 0xffffU, 16);
    writer.append(bytes.first(size));
    bytes = bytes.subspan(size);
  } while (!bytes.empty());
}

}  // namespace

BlockCode find_block_code(const SymbolCounts& counts) {
  BlockCode code;
  // The last two symbols of each alphabet exist in the fixed codes only.
  find_code_lengths(std::span(counts.literals).first<kMaxLiteralSymbols - 2>(),
                    kMaxCodeLength,
                    std::span(code.literals).first<kMaxLiteralSymbols - 2>());
  find_code_lengths(
      std::span(counts.distances).first<kMaxDistanceSymbols - 2>(),
      kMaxCodeLength,
      std::span(code.distances).first<kMaxDistanceSymbols - 2>());
  return code;
}

BlockCode fixed_block_code() {
  BlockCode code;
  const auto literals = code.literals.begin();
  std::fill(literals, literals + 144, std::uint8_t{8});
  std::fill(literals + 144, literals + 256, std::uint8_t{9});
  std::fill(literals + 256, literals + 280, std::uint8_t{7});
  std::fill(literals + 280, code.literals.end(), std::uint8_t{8});
  code.distances.fill(5);
  return code;
}

std::uint64_t count_bits(const SymbolCounts& counts, const BlockCode& code) {
  std::uint64_t n = 0;
  for (std::size_t symbol = 0; symbol < kMaxLiteralSymbols - 2; ++symbol) {
    const unsigned extra =
        symbol < kFirstLengthSymbol
            ? 0
            : kLengthSymbols[symbol - kFirstLengthSymbol].extra_bits;
    n += std::uint64_t{counts.literals[symbol]} *
         (code.literals[symbol] + std::uint64_t{extra});
  }
  for (std::size_t symbol = 0; symbol < kMaxDistanceSymbols - 2; ++symbol) {
    n += std::uint64_t{counts.distances[symbol]} *
         (code.distances[symbol] +
          std::uint64_t{kDistanceSymbols[symbol].extra_bits});
  }
  return n;
}

void write_block(const BlockContent& content, bool is_last, BitWriter& writer) {
  const BlockCode& own = content.code;
  const BlockCode fixed = fixed_block_code();
  const BlockHeader header(own);
  const std::uint64_t own_bits =
      kTypeBits + header.n_bits() + count_bits(content.counts, own);
  const std::uint64_t fixed_bits =
      kTypeBits + count_bits(content.counts, fixed);
  const std::uint64_t stored_bits =
      count_stored_bits(content.bytes.size(), writer.n_pending());
  if (stored_bits <= std::min(own_bits, fixed_bits)) {
    write_stored(content.bytes, is_last, writer);
  } else if (fixed_bits <= own_bits) {
    write_type(kFixed, is_last, writer);
    TokenCode(fixed).write(content.tokens, writer);
  } else {
    write_type(kDynamic, is_last, writer);
    header.write(writer);
    TokenCode(own).write(content.tokens, writer);
  }
}

void write_flush(BitWriter& writer) { write_stored({}, false, writer); }

std::uint64_t max_stored_bits(std::size_t n_bytes) {
  return count_stored_bits(n_bytes, 6);
}

}  // namespace mtscomp
