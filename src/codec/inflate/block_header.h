// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The two codes of a deflate block: fixed ones, or those that stand before the
// block's symbols (RFC 1951, 3.2.6 and 3.2.7).
#pragma once

#include "codec/inflate/bit_reader.h"
#include "codec/inflate/huffman_decoder.h"

namespace mtscomp {

struct BlockCodes {
  HuffmanDecoder literals;  // And lengths, and the end of the block.
  HuffmanDecoder distances;
};

BlockCodes fixed_block_codes();

// Reads the codes of a block whose type has been read.
// Throws: CorruptChunkError for what zlib refuses: codes that are incomplete,
// but for a single one of one bit and for no distances at all, or
// oversubscribed; none for the block's end; more than 286 or 30 symbols.
BlockCodes read_block_codes(BitReader& reader);

}  // namespace mtscomp
