// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: a layout and a number of segments, in 3 bytes; three changes, in 3
// bytes each; samples.  The samples are packed as a segmented chunk.  Each
// change replaces a byte of the zlib stream or of the table of segments.  If
// the changed segments fit and decode, the stream without segments decodes to
// the same samples.  Without changes, both decode to the samples.
#include <algorithm>
#include <stdexcept>

#include "codec/segmented_chunk.h"
#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "mtscomp/base/error.h"
#include "support/reference_codec.h"
#include "support/segmented_stream.h"

namespace mtscomp {
namespace {

struct Input {
  ChunkLayout layout;
  Bytes samples;
  Segments segments;
  Bytes stream;
  bool is_changed = false;

  std::uint64_t n_samples() const {
    return samples.size() / layout.sample_size();
  }
};

// Byte 0: channels - 1; byte 1: order, differences, dtype.
ChunkLayout take_layout(FuzzInput& input) {
  const std::size_t n_channels = input.take(1) % 70 + 1;
  const std::size_t flags = input.take(1);
  return {
      .dtype = {.kind =
                    flags / 8 % 4 == 3 ? ValueKind::kFloat : ValueKind::kSigned,
                .value_width = static_cast<std::uint8_t>(
                    flags / 8 % 4 == 3 ? 4 : std::size_t{2} << flags / 64 % 3)},
      .n_channels = n_channels,
      .transform = {.do_time_diff = (flags & 2) != 0,
                    .do_spatial_diff = (flags & 4) != 0,
                    .chunk_order = flags % 2 == 0 ? ChunkOrder::kChannelMajor
                                                  : ChunkOrder::kSampleMajor}};
}

// Bytes 0 and 1: the place of the change; byte 2: bits that are flipped.
void change(FuzzInput& input, Input& chunk, std::string& table) {
  const std::size_t where = input.take(2);
  const std::size_t bits = input.take(1);
  chunk.is_changed = chunk.is_changed || bits != 0;
  if (where % 2 == 0) {
    chunk.stream[where / 2 % chunk.stream.size()] ^=
        static_cast<std::byte>(bits);
  } else {
    char& byte = table[where / 2 % table.size()];
    byte = static_cast<char>(static_cast<unsigned char>(byte) ^ bits);
  }
}

Input make_input(FuzzInput& input) {
  Input chunk;
  chunk.layout = take_layout(input);
  const std::size_t n_segments = input.take(1) % 8 + 1;
  FuzzInput changes = input;
  for (int i = 0; i < 3; ++i) {
    input.take(3);
  }
  const std::size_t size = input.rest().size() / chunk.layout.sample_size() *
                           chunk.layout.sample_size();
  chunk.samples.assign(
      input.rest().begin(),
      input.rest().begin() + static_cast<std::ptrdiff_t>(size));
  if (chunk.samples.empty()) {
    return chunk;
  }
  const std::vector<SegmentRange> ranges = even_ranges(
      segmented_length(chunk.layout, chunk.n_samples()), n_segments);
  const SegmentedBytes made =
      make_segmented_stream(chunk.samples, chunk.layout, ranges);
  chunk.stream = made.bytes;
  std::vector<std::uint64_t> bounds = {0};
  for (const SegmentRange& range : ranges) {
    bounds.push_back(range.last);
  }
  Segments segments(bounds);
  segments.append(made.segments);
  std::string table = segments.table();
  for (int i = 0; i < 3; ++i) {
    change(changes, chunk, table);
  }
  chunk.segments = Segments(bounds, table);
  return chunk;
}

// Empty if the segments do not fit or do not decode.
Bytes decode_segments(const Input& chunk) {
  const std::vector<Segment> segments = chunk.segments.of_chunk(
      0, segmented_length(chunk.layout, chunk.n_samples()));
  if (!segments_fit(chunk.layout, chunk.n_samples(), segments,
                    chunk.stream.size(), trailing_adler(chunk.stream))) {
    return {};
  }
  ChunkDecoder decoder(DecoderKind::kNative);
  Bytes samples(chunk.samples.size());
  Bytes inflated(chunk.samples.size());
  Bytes scratch(
      segment_scratch_size(chunk.layout, chunk.n_samples(), chunk.segments));
  SegmentedChunk parts(chunk.layout, segments, chunk.stream, samples, inflated);
  try {
    for (std::size_t i = parts.n_segments(); i > 0; --i) {
      parts.decode(i - 1, decoder, scratch);
    }
  } catch (const CorruptChunkError&) {
    return {};
  }
  parts.begin_sums();
  for (std::size_t i = 0; i < parts.n_sums(); ++i) {
    parts.sum(i);
  }
  return samples;
}

Bytes decode_whole(const Input& chunk) {
  try {
    return reference_decode(chunk.stream, chunk.samples.size(), chunk.layout);
  } catch (const std::runtime_error&) {
    return {};
  }
}

bool has_native() {
  const std::vector<DecoderKind> usable = usable_decoders();
  return std::find(usable.begin(), usable.end(), DecoderKind::kNative) !=
         usable.end();
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  FuzzInput input(data, size);
  const Input chunk = make_input(input);
  if (chunk.samples.empty() || !has_native()) {
    return 0;
  }
  const Bytes found = decode_segments(chunk);
  require(chunk.is_changed || !found.empty(),
          "segments that nothing changed do not decode");
  require(found.empty() || found == decode_whole(chunk),
          "segments decode to other samples than the whole stream");
  return 0;
}
