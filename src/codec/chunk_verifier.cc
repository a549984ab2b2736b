// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/chunk_verifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <string>

#include "codec/segmented_chunk.h"
#include "codec/transform/cumulative_sum.h"
#include "codec/transform/difference.h"
#include "codec/transform/sample_blocks.h"
#include "codec/transform/transpose.h"
#include "codec/zlib/adler32.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// The bytes of one value in the order of memory: "0a 00".
std::string to_hex(std::span<const std::byte> value) {
  std::string text;
  for (const std::byte byte : value) {
    text += fmt::format("{}{:02x}", text.empty() ? "" : " ",
                        std::to_integer<unsigned>(byte));
  }
  return text;
}

[[noreturn]] void throw_different(const ChunkLayout& layout,
                                  std::size_t first_sample,
                                  std::span<const std::byte> expected,
                                  std::span<const std::byte> found) {
  const auto at =
      std::mismatch(expected.begin(), expected.end(), found.begin());
  const std::size_t width = layout.dtype.value_width;
  const std::size_t value =
      static_cast<std::size_t>(at.first - expected.begin()) / width;
  throw CorruptChunkError(fmt::format(
      "decodes to other values: sample {} of the chunk, channel {}: expected "
      "the bytes {}, found {}",
      first_sample + value / layout.n_channels, value % layout.n_channels,
      to_hex(expected.subspan(value * width, width)),
      to_hex(found.subspan(value * width, width))));
}

// Extracts the block's samples, still as differences, from the inflated chunk.
std::span<std::byte> take_block(const ChunkLayout& layout,
                                const SampleBlock& block,
                                std::span<std::byte> inflated,
                                ByteBuffer& buffer) {
  const std::size_t size = block.samples.size();
  if (!is_transposed(layout)) {
    return inflated.subspan(block.first_sample * layout.sample_size(), size);
  }
  const std::span<std::byte> rows = scratch_in(buffer, size);
  gather_samples(inflated, block.first_sample, rows, layout.n_channels,
                 layout.dtype.value_width);
  return rows;
}

// The differences of the block's samples.
std::span<const std::byte> encode_block(const ChunkLayout& layout,
                                        const SampleBlock& block,
                                        ByteBuffer& buffer) {
  const std::span<std::byte> rows = scratch_in(buffer, block.samples.size());
  std::copy(block.samples.begin(), block.samples.end(), rows.begin());
  take_differences(rows, layout, block.previous);
  return rows;
}

[[noreturn]] void throw_wrong_segments() {
  throw CorruptChunkError("its segments do not describe the zlib stream");
}

}  // namespace

bool is_lossless(const ChunkLayout& layout) {
  return layout.dtype.kind != ValueKind::kFloat ||
         !layout.transform.has_differences();
}

void ChunkVerifier::verify(const ChunkLayout& layout,
                           std::span<const std::byte> compressed,
                           std::span<const std::byte> samples,
                           ByteBuffer& scratch) {
  assert(samples.size() % layout.sample_size() == 0);
  const std::span<std::byte> inflated = scratch_in(scratch, samples.size());
  inflater_.inflate(compressed, inflated);
  compare(layout, inflated, samples);
}

void ChunkVerifier::verify(const ChunkLayout& layout, const EncodedChunk& chunk,
                           std::span<const std::byte> samples,
                           ByteBuffer& scratch) {
  if (chunk.segments.empty()) {
    return verify(layout, chunk.stream, samples, scratch);
  }
  const std::uint64_t n_samples = samples.size() / layout.sample_size();
  if (!segments_fit(layout, n_samples, chunk.segments, chunk.stream.size(),
                    trailing_adler(chunk.stream))) {
    throw_wrong_segments();
  }
  const std::span<std::byte> inflated = scratch_in(scratch, samples.size());
  if (kind_ == DecoderKind::kNative) {
    inflate_segments(layout, chunk, inflated);
  } else {
    inflater_.inflate(chunk.stream, inflated);
    compare_checksums(layout, chunk.segments, inflated);
  }
  compare(layout, inflated, samples);
}

// If each segment inflates alone, the whole stream inflates to the same bytes
// (reader/segment_decoder.h).
void ChunkVerifier::inflate_segments(const ChunkLayout& layout,
                                     const EncodedChunk& chunk,
                                     std::span<std::byte> inflated) {
  const std::uint64_t n_samples = inflated.size() / layout.sample_size();
  std::size_t first = 0;
  for (const Segment& segment : chunk.segments) {
    const std::size_t size = inflated_size(layout, n_samples, segment);
    inflate_whole(stream_,
                  part_of(chunk.stream.subspan(segment.offset, segment.size),
                          segment, chunk.stream.size()),
                  inflated.subspan(first, size));
    first += size;
  }
}

// Other inflaters cannot begin at a segment.
void ChunkVerifier::compare_checksums(const ChunkLayout& layout,
                                      std::span<const Segment> segments,
                                      std::span<const std::byte> inflated) {
  const std::uint64_t n_samples = inflated.size() / layout.sample_size();
  std::size_t first = 0;
  for (const Segment& segment : segments) {
    const std::size_t size = inflated_size(layout, n_samples, segment);
    if (adler32_of(kAdler32OfNothing, inflated.subspan(first, size)) !=
        segment.adler) {
      throw_wrong_segments();
    }
    first += size;
  }
}

void ChunkVerifier::compare(const ChunkLayout& layout,
                            std::span<std::byte> inflated,
                            std::span<const std::byte> samples) {
  for_each_block(samples, layout, [&](const SampleBlock& block) {
    const std::span<std::byte> found =
        take_block(layout, block, inflated, found_);
    std::span<const std::byte> expected = block.samples;
    if (is_lossless(layout)) {
      // The sums continue from the sample before the block, which is verified.
      undo_differences(found, layout, block.previous);
    } else {
      expected = encode_block(layout, block, expected_);
    }
    if (std::memcmp(found.data(), expected.data(), found.size()) != 0) {
      throw_different(layout, block.first_sample, expected, found);
    }
  });
}

}  // namespace mtscomp
