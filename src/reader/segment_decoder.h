// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decodes a chunk segment by segment, on the calling thread.
//
// If all segments decode, the whole stream decodes to the same samples: each
// segment consists of whole blocks that follow the blocks of the segment before
// it, and that do not refer to earlier segments.
#pragma once

#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/reader/recording.h"

namespace mtscomp {

enum class SegmentResult {
  kNone,     // The header has no segments for the chunk, the decoder cannot
             // decode segments, or there is no memory for it.
  kDecoded,  // chunk.samples are filled.
  kWrong,    // The segments in the header do not describe the chunk, or the
             // chunk is damaged.
};

// Fills chunk.samples if the result is kDecoded; otherwise they are undefined.
// Requires: `chunk` is one of `recording`.
SegmentResult decode_by_segments(const Recording& recording,
                                 const CompressedChunk& chunk,
                                 ChunkDecoder& decoder);

}  // namespace mtscomp
