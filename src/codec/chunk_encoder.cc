// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/chunk_encoder.h"

#include <algorithm>
#include <cassert>

#include "codec/chunk_verifier.h"
#include "codec/transform/difference.h"
#include "codec/transform/sample_blocks.h"
#include "codec/transform/transpose.h"

namespace mtscomp {
namespace {

// Bytes of one channel (channel-major) or of one sample (sample-major).
std::uint64_t unit_size(const ChunkLayout& layout, std::size_t size) {
  return layout.transform.chunk_order == ChunkOrder::kChannelMajor
             ? size / layout.n_channels
             : layout.sample_size();
}

// Returns nothing if a segment is too large for the table of segments.
std::vector<Segment> make_segments(std::span<const SegmentRange> ranges,
                                   std::span<const DeflatedSegment> deflated) {
  std::vector<Segment> segments;
  std::uint64_t offset = 0;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (deflated[i].size > Segments::kMaxSize) {
      return {};
    }
    segments.push_back({.range = ranges[i],
                        .offset = offset,
                        .size = deflated[i].size,
                        .adler = deflated[i].adler});
    offset += deflated[i].size;
  }
  return segments;
}

}  // namespace

ChunkEncoder::ChunkEncoder(DeflateLevel level) : deflater_(level) {}

std::span<const std::byte> ChunkEncoder::encode(
    const ChunkLayout& layout, std::span<const std::byte> samples,
    ByteBuffer& output) {
  assert(samples.size() % layout.sample_size() == 0);
  return deflater_.deflate(arrange(layout, samples), layout.dtype.value_width,
                           output);
}

EncodedChunk ChunkEncoder::encode(const ChunkLayout& layout,
                                  std::span<const std::byte> samples,
                                  ByteBuffer& output,
                                  std::span<const SegmentRange> ranges) {
  if (ranges.size() <= 1) {
    return {.stream = encode(layout, samples, output), .segments = {}};
  }
  assert(can_segment(layout));
  std::vector<std::size_t> ends;
  ends.reserve(ranges.size());
  for (const SegmentRange& range : ranges) {
    ends.push_back(range.last * unit_size(layout, samples.size()));
  }
  const SegmentedStream result = deflater_.deflate(
      arrange(layout, samples), layout.dtype.value_width, output, ends);
  return {.stream = result.stream,
          .segments = make_segments(ranges, result.segments)};
}

bool ChunkEncoder::can_segment(const ChunkLayout& layout) {
  return is_lossless(layout) && deflater_.can_segment(layout.dtype.value_width);
}

// The bytes to deflate.
std::span<const std::byte> ChunkEncoder::arrange(
    const ChunkLayout& layout, std::span<const std::byte> samples) {
  const bool is_moved = is_transposed(layout);
  if (!is_moved && !layout.transform.has_differences()) {
    return samples;
  }
  const std::span<std::byte> arranged = scratch_in(scratch_, samples.size());
  for_each_block(samples, layout, [&](const SampleBlock& block) {
    const std::size_t size = block.samples.size();
    const std::span<std::byte> differences =
        is_moved
            ? scratch_in(block_, size)
            : arranged.subspan(block.first_sample * layout.sample_size(), size);
    std::copy(block.samples.begin(), block.samples.end(), differences.begin());
    take_differences(differences, layout, block.previous);
    if (is_moved) {
      scatter_samples(differences, arranged, block.first_sample,
                      layout.n_channels, layout.dtype.value_width);
    }
  });
  return arranged;
}

}  // namespace mtscomp
