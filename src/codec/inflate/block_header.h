// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The two codes of a deflate block: fixed codes, or codes that are stored
// before the block's symbols (RFC 1951, 3.2.6 and 3.2.7).
#pragma once

#include "codec/inflate/bit_reader.h"
#include "codec/inflate/huffman_decoder.h"

namespace mtscomp {

struct BlockCodes {
  HuffmanDecoder literals;  // Also lengths and the end of the block.
  HuffmanDecoder distances;
};

BlockCodes fixed_block_codes();

// Reads the codes of a block.  The reader is at the first bit after the block's
// type.
// Throws: CorruptChunkError in the cases that zlib refuses too: a code is
// oversubscribed; a code is incomplete, except a single code of one bit or no
// distance code at all; the end of the block has no code; there are more than
// 286 literal symbols or more than 30 distance symbols.
BlockCodes read_block_codes(BitReader& reader);

}  // namespace mtscomp
