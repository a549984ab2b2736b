// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/segment_decoder.h"

#include "codec/segmented_chunk.h"
#include "mtscomp/base/error.h"

namespace mtscomp {

SegmentResult decode_by_segments(const Recording& recording,
                                 const CompressedChunk& chunk,
                                 ChunkDecoder& decoder) try {
  if (!decoder.can_segment() ||
      recording.listed_segments(chunk.chunk_index).empty()) {
    return SegmentResult::kNone;
  }
  const std::vector<Segment> segments =
      recording.segments_of(chunk.chunk_index, trailing_adler(chunk.stream));
  if (segments.empty()) {
    return SegmentResult::kWrong;
  }
  SegmentedChunk parts(recording.layout(), segments, chunk.stream,
                       chunk.samples, chunk.scratch);
  for (std::size_t i = 0; i < parts.n_segments(); ++i) {
    parts.decode(i, decoder, chunk.scratch);
  }
  parts.begin_sums();
  for (std::size_t i = 0; i < parts.n_sums(); ++i) {
    parts.sum(i);
  }
  return SegmentResult::kDecoded;
} catch (const CorruptChunkError&) {
  return SegmentResult::kWrong;
}

}  // namespace mtscomp
