// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One block of DEFLATE: how long it would be, and its bits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "codec/deflate/block/bit_writer.h"
#include "codec/deflate/block/token.h"

namespace mtscomp {

// The lengths, in bits, of a block's two codes.
struct BlockCode {
  std::array<std::uint8_t, kMaxLiteralSymbols> literals = {};
  std::array<std::uint8_t, kMaxDistanceSymbols> distances = {};
};

// The best code for these counts.
BlockCode find_block_code(const SymbolCounts& counts);

// The one that needs no header (RFC 1951, 3.2.6).
BlockCode fixed_block_code();

// Of all tokens, without a header.
std::uint64_t count_bits(const SymbolCounts& counts, const BlockCode& code);

// A block's tokens and the bytes that they stand for.  The last token is
// kEndToken.
struct BlockContent {
  std::span<const Token> tokens;
  SymbolCounts counts;
  BlockCode code;  // What find_block_code() finds for the counts.
  std::span<const std::byte> bytes;
};

// In the shortest of the three ways: with a code of its own, with the fixed
// one, or stored.  So it has at most as many bits as max_stored_bits().
void write_block(const BlockContent& content, bool is_last, BitWriter& writer);

// Of a stored block, wherever in a byte it begins.
std::uint64_t max_stored_bits(std::size_t n_bytes);

}  // namespace mtscomp
