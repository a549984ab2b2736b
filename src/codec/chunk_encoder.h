// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Encodes the samples of one chunk, as in the .bin, to compressed bytes.
// Encoding has three steps: compute differences, transpose, deflate.
//
// Not thread-safe: use one ChunkEncoder per thread.  A ChunkEncoder keeps its
// scratch memory, at most the size of one chunk, between calls.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/codec/deflate.h"
#include "mtscomp/format/segments.h"

namespace mtscomp {

struct EncodedChunk {
  std::span<const std::byte> stream;  // The zlib stream.
  std::vector<Segment> segments;      // Empty if the chunk has no segments.
};

class ChunkEncoder {
 public:
  // Throws: like Deflater's constructor.
  explicit ChunkEncoder(DeflateLevel level);

  // Returns the zlib stream of the chunk.  The stream is a part of `output`
  // (see Deflater::deflate()).  Requires: samples.size() is a multiple of
  // layout.sample_size().
  // Throws: std::bad_alloc.
  std::span<const std::byte> encode(const ChunkLayout& layout,
                                    std::span<const std::byte> samples,
                                    ByteBuffer& output);

  // Does the same with a segment for each of `ranges`.  The chunk has no
  // segments if there is one range, or if a segment exceeds Segments::kMaxSize.
  // Requires: can_segment(layout) or at most one range; `ranges` is empty, or
  // covers all channels (channel-major) or samples (sample-major) in order.
  // Throws: std::bad_alloc.
  EncodedChunk encode(const ChunkLayout& layout,
                      std::span<const std::byte> samples, ByteBuffer& output,
                      std::span<const SegmentRange> ranges);

  // Whether chunks of this layout can have segments.  Differences of floats
  // have none: a segment cannot be summed without its predecessors, because
  // sums of floats are rounded.
  bool can_segment(const ChunkLayout& layout);

  // Returns the scratch memory, which the caller may use between calls of
  // encode().  A thread that also verifies its chunks then needs scratch memory
  // for one chunk, not for two.
  ByteBuffer& scratch() { return scratch_; }

 private:
  std::span<const std::byte> arrange(const ChunkLayout& layout,
                                     std::span<const std::byte> samples);

  Deflater deflater_;
  ByteBuffer scratch_;
  ByteBuffer block_;
};

}  // namespace mtscomp
