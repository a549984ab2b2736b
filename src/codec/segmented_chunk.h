// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decodes one chunk whose zlib stream has segments (mtscomp/format/segments.h),
// in steps that several threads can run at the same time:
//
//   1. decode() of each segment, in any order, on any thread;
//   2. after all of them, begin_sums();
//   3. sum() of each part, in any order, on any thread.
//
// For 16-bit integers, step 1 already sums within the segment, and step 3 adds
// the values that were missing: the last sample of the segment before, or the
// channels of the segments before.  For other types, step 1 only inflates.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "codec/inflate/stream_part.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/format/segments.h"

namespace mtscomp {

// Number of channels or samples that the segments of a chunk divide.
std::uint64_t segmented_length(const ChunkLayout& layout,
                               std::uint64_t n_samples);

// Bytes that a segment inflates to.
std::uint64_t inflated_size(const ChunkLayout& layout, std::uint64_t n_samples,
                            const Segment& segment);

// Whether `segments` describe a chunk with this many samples, whose stream has
// `stream_size` bytes and ends with the Adler-32 `stream_adler`: all sizes add
// up, and all checksums combine to the stream's.
bool segments_fit(const ChunkLayout& layout, std::uint64_t n_samples,
                  std::span<const Segment> segments, std::uint64_t stream_size,
                  std::uint32_t stream_adler);

// Bytes of the Adler-32 at the end of a zlib stream.
constexpr std::size_t kZlibTrailerBytes = 4;

// The Adler-32 at the end of a zlib stream.
// Throws: CorruptChunkError if the stream has fewer than 4 bytes.
std::uint32_t trailing_adler(std::span<const std::byte> stream);

// Bytes of scratch memory that SegmentedChunk::decode() needs for a chunk of
// this length or a shorter one.
std::size_t segment_scratch_size(const ChunkLayout& layout,
                                 std::uint64_t n_samples,
                                 const Segments& segments);

// `bytes` are those of the segment.
StreamPart part_of(std::span<const std::byte> bytes, const Segment& segment,
                   std::uint64_t stream_size);

class SegmentedChunk {
 public:
  // `inflated` is scratch memory: samples.size() bytes for channel-major chunks
  // of other types than 16-bit integers; otherwise it may be empty.
  // Requires: the segments fit the chunk; all spans stay valid and do not
  // overlap.
  SegmentedChunk(const ChunkLayout& layout, std::span<const Segment> segments,
                 std::span<const std::byte> stream,
                 std::span<std::byte> samples, std::span<std::byte> inflated);

  std::size_t n_segments() const { return segments_.size(); }
  // Requires: decoder.can_segment(); `scratch` has segment_scratch_size()
  // bytes, and no other thread uses it.
  // Throws: CorruptChunkError; the chunk's samples are then undefined.
  void decode(std::size_t index, ChunkDecoder& decoder,
              std::span<std::byte> scratch);

  void begin_sums();
  std::size_t n_sums() const;
  void sum(std::size_t index);

 private:
  bool has_carry() const;
  std::span<std::byte> samples_of(const Segment& segment) const;
  void sum_channels(std::size_t index);

  const ChunkLayout& layout_;
  std::span<const Segment> segments_;
  std::span<const std::byte> stream_;
  std::span<std::byte> samples_;
  std::span<std::byte> inflated_;
  std::size_t n_samples_;
  // For each segment, the sample before it.
  std::vector<std::vector<std::byte>> carries_;
};

// Decodes one segment of a channel-major chunk without differences along
// channels into samples of its channels alone.  `layout` has the number of
// channels of the segment; `scratch` has scratch_size(layout, ...) bytes.
// Requires: decoder.can_segment().
// Throws: CorruptChunkError; `samples` is then undefined.
void decode_segment_alone(const ChunkLayout& layout, const StreamPart& part,
                          std::span<std::byte> samples,
                          std::span<std::byte> scratch, ChunkDecoder& decoder);

}  // namespace mtscomp
