// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/segmented_chunk.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "codec/fused_decode.h"
#include "codec/inflate/inflate_errors.h"
#include "codec/inflate/inflate_stream.h"
#include "codec/transform/sample_blocks.h"
#include "codec/undo_transform.h"
#include "codec/zlib/adler32.h"

namespace mtscomp {
namespace {

bool is_channel_major(const ChunkLayout& layout) {
  return layout.transform.chunk_order == ChunkOrder::kChannelMajor;
}

// rows[i][channel] += carry[channel], for 16-bit integers, which wrap.
void add_to_samples(std::span<std::byte> rows,
                    std::span<const std::byte> carry) {
  for (std::size_t at = 0; at < rows.size(); at += carry.size()) {
    for (std::size_t i = 0; i < carry.size(); i += 2) {
      std::uint16_t value = 0;
      std::uint16_t addend = 0;
      std::memcpy(&value, rows.data() + at + i, 2);
      std::memcpy(&addend, carry.data() + i, 2);
      value = static_cast<std::uint16_t>(value + addend);
      std::memcpy(rows.data() + at + i, &value, 2);
    }
  }
}

}  // namespace

std::uint64_t segmented_length(const ChunkLayout& layout,
                               std::uint64_t n_samples) {
  return is_channel_major(layout) ? layout.n_channels : n_samples;
}

std::uint64_t inflated_size(const ChunkLayout& layout, std::uint64_t n_samples,
                            const Segment& segment) {
  const std::uint64_t row =
      is_channel_major(layout) ? n_samples : layout.n_channels;
  return segment.range.size() * row * layout.dtype.value_width;
}

bool segments_fit(const ChunkLayout& layout, std::uint64_t n_samples,
                  std::span<const Segment> segments, std::uint64_t stream_size,
                  std::uint32_t stream_adler) {
  if (segments.empty() ||
      segments.back().range.last != segmented_length(layout, n_samples)) {
    return false;
  }
  std::uint64_t size = 0;
  std::uint64_t end = 0;
  std::uint32_t adler = kAdler32OfNothing;
  for (const Segment& segment : segments) {
    if (segment.range.first != end || segment.range.last <= end) {
      return false;
    }
    end = segment.range.last;
    size += segment.size;
    adler = combine_adler32(adler, segment.adler,
                            inflated_size(layout, n_samples, segment));
  }
  return size == stream_size && adler == stream_adler;
}

std::uint32_t trailing_adler(std::span<const std::byte> stream) {
  if (stream.size() < kZlibTrailerBytes) {
    throw_damaged_stream();
  }
  std::uint32_t adler = 0;
  for (const std::byte byte : stream.last(kZlibTrailerBytes)) {
    adler = adler << 8 | std::to_integer<std::uint32_t>(byte);
  }
  return adler;
}

std::size_t segment_scratch_size(const ChunkLayout& layout,
                                 std::uint64_t n_samples,
                                 const Segments& segments) {
  std::size_t most = 0;
  if (is_int16(layout.dtype) && is_channel_major(layout)) {
    const Int16Chunk chunk =
        int16_chunk(layout, n_samples * layout.sample_size());
    for (const SegmentRange& range : segments.ranges(layout.n_channels)) {
      most =
          std::max(most, channel_ring_size(chunk, {range.first, range.last}));
    }
  }
  return most;
}

StreamPart part_of(std::span<const std::byte> bytes, const Segment& segment,
                   std::uint64_t stream_size) {
  return {bytes, segment.offset == 0, segment.end() == stream_size,
          segment.adler};
}

SegmentedChunk::SegmentedChunk(const ChunkLayout& layout,
                               std::span<const Segment> segments,
                               std::span<const std::byte> stream,
                               std::span<std::byte> samples,
                               std::span<std::byte> inflated)
    : layout_(layout),
      segments_(segments),
      stream_(stream),
      samples_(samples),
      inflated_(inflated),
      n_samples_(samples.size() / layout.sample_size()) {
  assert(is_int16(layout.dtype) || !is_transposed(layout) ||
         inflated.size() >= samples.size());
}

void SegmentedChunk::decode(std::size_t index, ChunkDecoder& decoder,
                            std::span<std::byte> scratch) {
  const Segment& segment = segments_[index];
  const StreamPart part = part_of(stream_.subspan(segment.offset, segment.size),
                                  segment, stream_.size());
  if (!is_int16(layout_.dtype)) {
    const std::span<std::byte> all =
        is_transposed(layout_) ? inflated_ : samples_;
    const std::uint64_t size = inflated_size(layout_, n_samples_, segment);
    const std::uint64_t first =
        size / segment.range.size() * segment.range.first;
    inflate_whole(decoder.stream(), part, all.subspan(first, size));
  } else if (is_channel_major(layout_)) {
    fused_decode_channels(decoder.stream(), fastest_int16_kernels(),
                          int16_chunk(layout_, samples_.size()),
                          {segment.range.first, segment.range.last}, part,
                          samples_, scratch);
  } else {
    const std::span<std::byte> samples = samples_of(segment);
    fused_decode_sample_major(decoder.stream(), fastest_int16_kernels(),
                              int16_chunk(layout_, samples.size()), part,
                              samples);
  }
}

// Requires: the chunk is sample-major.
std::span<std::byte> SegmentedChunk::samples_of(const Segment& segment) const {
  return samples_.subspan(segment.range.first * layout_.sample_size(),
                          segment.range.size() * layout_.sample_size());
}

// Whether the sums of a segment continue those of the segment before.
bool SegmentedChunk::has_carry() const {
  return is_channel_major(layout_) ? layout_.transform.do_spatial_diff
                                   : layout_.transform.do_time_diff;
}

std::size_t SegmentedChunk::n_sums() const {
  if (!is_int16(layout_.dtype)) {
    return 1;  // The sums of floats are rounded, so their order counts.
  }
  return has_carry() ? segments_.size() : 0;
}

// Each segment is summed as if it were the first.  The last sample of a segment
// and the carry into it make the carry into the next one.
void SegmentedChunk::begin_sums() {
  if (!is_int16(layout_.dtype) || !has_carry() || is_channel_major(layout_)) {
    return;
  }
  std::vector<std::byte> carry(layout_.sample_size());
  for (const Segment& segment : segments_) {
    carries_.push_back(carry);
    const std::span<const std::byte> last =
        samples_of(segment).last(layout_.sample_size());
    add_to_samples(carry, last);
  }
}

void SegmentedChunk::sum(std::size_t index) {
  if (!is_int16(layout_.dtype)) {
    if (is_transposed(layout_)) {
      undo_channel_major(layout_, inflated_.first(samples_.size()), samples_);
    } else {
      undo_sample_major(layout_, samples_);
    }
  } else if (is_channel_major(layout_)) {
    sum_channels(index);
  } else if (index > 0) {
    add_to_samples(samples_of(segments_[index]), carries_[index]);
  }
}

// Sums along channels stay within a sample, so any range of samples will do.
void SegmentedChunk::sum_channels(std::size_t index) {
  Int16Chunk chunk = int16_chunk(layout_, samples_.size());
  chunk.transform.do_time_diff = false;
  const std::size_t n = segments_.size();
  fastest_int16_kernels().undo_samples(
      chunk, {n_samples_ * index / n, n_samples_ * (index + 1) / n},
      samples_.data());
}

void decode_segment_alone(const ChunkLayout& layout, const StreamPart& part,
                          std::span<std::byte> samples,
                          std::span<std::byte> scratch, ChunkDecoder& decoder) {
  InflateStream& stream = decoder.stream();
  const Int16Chunk chunk = int16_chunk(layout, samples.size());
  if (is_int16(layout.dtype) && is_transposed(layout)) {
    fused_decode_channels(stream, fastest_int16_kernels(), chunk,
                          {0, layout.n_channels}, part, samples, scratch);
  } else if (is_int16(layout.dtype)) {
    fused_decode_sample_major(stream, fastest_int16_kernels(), chunk, part,
                              samples);
  } else if (is_transposed(layout)) {
    const std::span<std::byte> inflated = scratch.first(samples.size());
    inflate_whole(stream, part, inflated);
    undo_channel_major(layout, inflated, samples);
  } else {
    inflate_whole(stream, part, samples);
    undo_sample_major(layout, samples);
  }
}

}  // namespace mtscomp
