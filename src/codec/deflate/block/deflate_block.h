// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One block of DEFLATE: computes its size and writes it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "codec/deflate/block/bit_writer.h"
#include "codec/deflate/block/token.h"

namespace mtscomp {

// The code lengths of a block's two codes, in bits.
struct BlockCode {
  std::array<std::uint8_t, kMaxLiteralSymbols> literals = {};
  std::array<std::uint8_t, kMaxDistanceSymbols> distances = {};
};

// Returns the code that needs the fewest bits for these counts.
BlockCode find_block_code(const SymbolCounts& counts);

// Returns the fixed code, which needs no header (RFC 1951, 3.2.6).
BlockCode fixed_block_code();

// Returns the number of bits of all tokens, without the header of the block.
std::uint64_t count_bits(const SymbolCounts& counts, const BlockCode& code);

// A block's tokens and the bytes that they encode.  The last token is
// kEndToken.
struct BlockContent {
  std::span<const Token> tokens;
  SymbolCounts counts;
  BlockCode code;  // From find_block_code(counts).
  std::span<const std::byte> bytes;
};

// Writes the block in the shortest of three forms: with its own code, with the
// fixed code, or stored.  The written block never has more bits than
// max_stored_bits().
void write_block(const BlockContent& content, bool is_last, BitWriter& writer);

// Writes an empty stored block, which ends at a byte boundary.
void write_flush(BitWriter& writer);

// Returns the maximum number of bits of a stored block with n_bytes bytes, for
// any position of its first bit in a byte.
std::uint64_t max_stored_bits(std::size_t n_bytes);

}  // namespace mtscomp
