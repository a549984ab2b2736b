// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The chunks that mtscomp-pack makes from samples, read by our decoder and by
// zlib with the plain reference.  zlib also inflates each segment alone.  Files
// and threads are not included (see pack_test.cc).
//
// Input: 7 bytes of options, and samples:
//   0  channels - 1
//   1  order, differences, byte order
//   2  dtype
//   3  level
//   4  samples of a chunk - 1, 2 bytes
//   6  a sample rate, number of segments
#include <algorithm>
#include <array>
#include <optional>

#include "codec/chunk_encoder.h"
#include "codec/chunk_verifier.h"
#include "format/header_json.h"
#include "fuzz/differences.h"
#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "mtscomp/format/chunk_table.h"
#include "mtscomp/writer/pack.h"
#include "support/reference_codec.h"
#include "support/reference_segments.h"
#include "writer/choose_segments.h"
#include "writer/chunk_bounds.h"

namespace mtscomp {
namespace {

struct Plan {
  ChunkLayout layout;
  std::size_t level;
  std::size_t chunk_length;  // Samples.
  double sample_rate;        // Hz.
  std::size_t n_segments;
  Bytes samples;
};

Dtype make_dtype(std::size_t choice, bool is_big_endian) {
  constexpr std::array<const char*, 11> kNames = {
      "i2", "u2", "i1", "u1", "i4", "u4", "i8", "u8", "f2", "f4", "f8"};
  return *parse_dtype((is_big_endian ? '>' : '<') +
                      std::string(kNames[choice % kNames.size()]));
}

// Selects one in 64 inputs, independently of the fuzzer's choices: most inputs
// have to be fast.
bool is_chosen(std::span<const std::byte> samples) {
  constexpr unsigned kOneIn = 64;
  unsigned sum = 0;
  for (const std::byte byte : samples) {
    sum += std::to_integer<unsigned>(byte);
  }
  return sum % kOneIn == 0;
}

// Repeats the samples of a few inputs until they fill several blocks
// (sample_blocks.h).
Bytes take_samples(FuzzInput& input, std::size_t sample_size) {
  constexpr std::size_t kLong = 150'000;
  const std::size_t size = input.rest().size() / sample_size * sample_size;
  const std::span<const std::byte> given = input.rest().first(size);
  Bytes samples(given.begin(), given.end());
  if (samples.empty() || !is_chosen(given)) {
    return samples;
  }
  while (samples.size() < kLong) {
    samples.insert(samples.end(), given.begin(), given.end());
  }
  return samples;
}

Plan take_plan(FuzzInput& input) {
  constexpr std::array<double, 4> kRates = {30000, 2500.5, 30000.390639481,
                                            0.01};
  Plan plan = {};
  plan.layout.n_channels = input.take(1) + 1;
  const std::size_t flags = input.take(1);
  plan.layout.transform = {.do_time_diff = (flags & 2) != 0,
                           .do_spatial_diff = (flags & 4) != 0,
                           .chunk_order = flags % 2 == 0
                                              ? ChunkOrder::kChannelMajor
                                              : ChunkOrder::kSampleMajor};
  plan.layout.dtype = make_dtype(input.take(1), (flags & 8) != 0);
  plan.level = input.take(1);
  plan.chunk_length = input.take(2) + 1;
  const std::size_t last = input.take(1);
  plan.sample_rate = kRates[last % kRates.size()];
  plan.n_segments = last / kRates.size() % 8;
  plan.samples = take_samples(input, plan.layout.sample_size());
  return plan;
}

// Whether pack() accepts the layout.
bool can_be_packed(const Plan& plan) {
  PackOptions options;
  options.allow_lossy_float = true;
  return !plan.samples.empty() && find_obstacle(plan.layout, options).empty();
}

// Reused from one input to the next, like in a thread; some levels need
// megabytes.
ChunkEncoder& encoder_of(std::size_t choice) {
  constexpr std::array<const char*, 4> kLevels = {"fast", "balanced", "zlib6",
                                                  "dense"};
  static std::array<std::optional<ChunkEncoder>, kLevels.size()> encoders;
  std::optional<ChunkEncoder>& encoder = encoders[choice % kLevels.size()];
  if (!encoder) {
    encoder.emplace(parse_deflate_level(kLevels[choice % kLevels.size()]));
  }
  return *encoder;
}

// Channels (channel-major) or samples (sample-major) of a chunk of this size.
std::uint64_t chunk_length(const ChunkLayout& layout, std::size_t size) {
  return layout.transform.chunk_order == ChunkOrder::kChannelMajor
             ? layout.n_channels
             : size / layout.sample_size();
}

struct Packed {
  Header header;
  Bytes cbin;
};

Packed pack_all(const Plan& plan) {
  static ChunkVerifier verifier;
  static ByteBuffer output;
  // Limits the number of chunks.
  constexpr std::uint64_t kMostChunks = 8;
  const std::uint64_t n_samples =
      plan.samples.size() / plan.layout.sample_size();
  const std::uint64_t length =
      std::max<std::uint64_t>(plan.chunk_length, n_samples / kMostChunks + 1);
  Packed packed;
  packed.header = {
      .transform = plan.layout.transform,
      .dtype = plan.layout.dtype,
      .n_channels = plan.layout.n_channels,
      .sample_rate = plan.sample_rate,
      .chunk_bounds = make_chunk_bounds(
          n_samples, static_cast<double>(length) / plan.sample_rate,
          plan.sample_rate),
      .chunk_offsets = {0},
      .shape = {n_samples, plan.layout.n_channels}};
  ChunkEncoder& encoder = encoder_of(plan.level);
  Segments& segments = packed.header.segments;
  if (encoder.can_segment(plan.layout)) {
    segments = choose_segments(plan.layout, packed.header.chunk_bounds[1],
                               plan.n_segments);
  }
  for (std::size_t i = 0; i < packed.header.n_chunks(); ++i) {
    const std::size_t first =
        packed.header.chunk_bounds[i] * plan.layout.sample_size();
    const std::size_t end =
        packed.header.chunk_bounds[i + 1] * plan.layout.sample_size();
    const Bytes chunk(plan.samples.begin() + static_cast<std::ptrdiff_t>(first),
                      plan.samples.begin() + static_cast<std::ptrdiff_t>(end));
    const EncodedChunk encoded = encoder.encode(
        plan.layout, chunk, output,
        segments.ranges(chunk_length(plan.layout, chunk.size())));
    if (!segments.empty()) {
      segments.append(encoded.segments);
    }
    const std::span<const std::byte> stream = encoded.stream;
    verifier.verify(plan.layout, stream, chunk, encoder.scratch());
    packed.cbin.insert(packed.cbin.end(), stream.begin(), stream.end());
    packed.header.chunk_offsets.push_back(packed.cbin.size());
  }
  return packed;
}

// Reads like a reader that knows the text of the header only.
void check(const Plan& plan, const Packed& packed) {
  const Header header = parse_header(serialize_header(packed.header), "x.ch");
  const ChunkTable table(header);
  const ChunkLayout layout = ChunkLayout::of(header);
  require(table.raw_size() == plan.samples.size(), "the .bin has another size");
  for (std::size_t i = 0; i < table.n_chunks(); ++i) {
    const ByteExtent cbin = table.cbin_extent(i);
    const ByteExtent raw = table.raw_extent(i);
    const std::span<const std::byte> stream =
        std::span(packed.cbin).subspan(cbin.offset, cbin.size);
    const std::span<const std::byte> samples =
        std::span(plan.samples).subspan(raw.offset, raw.size);
    const std::optional<Bytes> found = plain_chunk(layout, stream, raw.size);
    require(found.has_value(), "zlib does not take it");
    require(!is_lossless(layout) ||
                std::equal(samples.begin(), samples.end(), found->begin()),
            "the samples did not come back");
    abort_if_any(chunk_difference(layout, stream, raw.size, found));
    const std::uint64_t length = chunk_length(layout, raw.size);
    const std::vector<Segment> segments = header.segments.of_chunk(i, length);
    if (!segments.empty()) {
      abort_if_any(find_segment_fault(stream,
                                      reference_arrange(samples, layout),
                                      segments, raw.size / length));
    }
  }
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  FuzzInput input(data, size);
  const Plan plan = take_plan(input);
  if (can_be_packed(plan)) {
    check(plan, pack_all(plan));
  }
  return 0;
}
