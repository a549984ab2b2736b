// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/segmented_chunk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "codec/dtypes.h"
#include "codec/inflate/inflate_stream.h"
#include "codec/layouts.h"
#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/guarded_bytes.h"
#include "support/reference_codec.h"
#include "support/seed.h"
#include "support/segmented_stream.h"

namespace mtscomp {
namespace {

bool has_native() {
  const std::vector<DecoderKind> usable = usable_decoders();
  return std::find(usable.begin(), usable.end(), DecoderKind::kNative) !=
         usable.end();
}

class SegmentedChunkTest : public ::testing::TestWithParam<Dtype> {
 protected:
  void SetUp() override {
    if (!has_native()) {
      GTEST_SKIP() << "this processor has no native decoder";
    }
  }

  // Decodes the segments in random order, as several threads would.
  Bytes decode(const ChunkLayout& layout, const SegmentedBytes& stream,
               std::size_t size) {
    ChunkDecoder decoder(DecoderKind::kNative);
    GuardedBytes samples(size);
    GuardedBytes inflated(size);
    SegmentedChunk chunk(layout, stream.segments, stream.bytes, samples.span(),
                         inflated.span());
    GuardedBytes scratch(segment_scratch_size(
        layout, size / layout.sample_size(), table_of(stream)));
    std::vector<std::size_t> order(chunk.n_segments());
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random_);
    for (const std::size_t i : order) {
      chunk.decode(i, decoder, scratch.span());
    }
    chunk.begin_sums();
    for (std::size_t i = chunk.n_sums(); i > 0; --i) {
      chunk.sum(i - 1);
    }
    EXPECT_TRUE(samples.guards_are_intact());
    EXPECT_TRUE(inflated.guards_are_intact());
    EXPECT_TRUE(scratch.guards_are_intact());
    return {samples.span().begin(), samples.span().end()};
  }

  static Segments table_of(const SegmentedBytes& stream) {
    std::vector<std::uint64_t> bounds = {0};
    for (const Segment& segment : stream.segments) {
      bounds.push_back(segment.range.last);
    }
    return Segments(bounds);
  }

  std::mt19937_64 random_ = std::mt19937_64(test_seed());
};

TEST_P(SegmentedChunkTest, AgreesWithReferenceForEveryLayoutAndShape) {
  for (const Shape& shape : {Shape{1, 385}, Shape{100, 1}, Shape{31, 33},
                             Shape{64, 65}, Shape{300, 97}, Shape{2000, 5}}) {
    for (const ChunkLayout& layout :
         all_layouts(GetParam(), shape.n_channels)) {
      SCOPED_TRACE(describe(layout, shape));
      const Bytes samples =
          make_random_samples(layout, shape.n_samples, random_);
      const SegmentedBytes stream = make_segmented_stream(
          samples, layout,
          even_ranges(segmented_length(layout, shape.n_samples),
                      random_() % 9 + 1));
      ASSERT_TRUE(segments_fit(layout, shape.n_samples, stream.segments,
                               stream.bytes.size(),
                               trailing_adler(stream.bytes)));
      EXPECT_TRUE(
          same_bytes(reference_decode(stream.bytes, samples.size(), layout),
                     decode(layout, stream, samples.size())));
    }
  }
}

// Readers of the whole stream would stop at the final block.
TEST(SegmentedChunkStreamTest, OnlyTheLastSegmentMayHaveTheFinalBlock) {
  const Bytes content(100);
  const Bytes stream = reference_deflate(content);
  const std::span<const std::byte> blocks =
      std::span(stream).first(stream.size() - 4);
  InflateStream inflater(usable_fast_loop());
  Bytes output(content.size());
  const std::uint32_t adler = trailing_adler(stream);
  EXPECT_NO_THROW(
      inflate_whole(inflater, StreamPart(stream, true, true, adler), output));
  EXPECT_THROW(
      inflate_whole(inflater, StreamPart(blocks, true, false, adler), output),
      CorruptChunkError);
}

TEST_P(SegmentedChunkTest, SegmentOfChannelsIsDecodedAlone) {
  constexpr std::size_t kSamples = 200;
  constexpr std::size_t kChannels = 49;
  for (ChunkLayout layout : all_layouts(GetParam(), kChannels)) {
    if (layout.transform.do_spatial_diff ||
        layout.transform.chunk_order != ChunkOrder::kChannelMajor) {
      continue;
    }
    const Bytes samples = make_random_samples(layout, kSamples, random_);
    const SegmentedBytes stream =
        make_segmented_stream(samples, layout, {{0, 20}, {20, 48}, {48, 49}});
    const Bytes expected =
        reference_decode(stream.bytes, samples.size(), layout);
    ChunkDecoder decoder(DecoderKind::kNative);
    const std::size_t width = layout.dtype.value_width;
    for (std::size_t i = 0; i < 3; ++i) {
      const Segment& segment = stream.segments[i];
      ChunkLayout part = layout;
      part.n_channels = segment.range.size();
      GuardedBytes decoded(kSamples * part.sample_size());
      GuardedBytes scratch(ChunkDecoder::scratch_size(
          part, decoded.span().size(), DecoderKind::kNative));
      decode_segment_alone(
          part,
          StreamPart(
              std::span(stream.bytes).subspan(segment.offset, segment.size),
              i == 0, i == 2, segment.adler),
          decoded.span(), scratch.span(), decoder);
      for (std::size_t sample = 0; sample < kSamples; ++sample) {
        EXPECT_TRUE(same_bytes(
            std::span(expected).subspan(
                sample * layout.sample_size() + segment.range.first * width,
                part.sample_size()),
            decoded.span().subspan(sample * part.sample_size(),
                                   part.sample_size())));
      }
      EXPECT_TRUE(decoded.guards_are_intact());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Dtype, SegmentedChunkTest,
                         ::testing::ValuesIn(all_dtypes()), dtype_test_name);

class SegmentedChunkDamageTest : public SegmentedChunkTest {
 protected:
  void SetUp() override {
    SegmentedChunkTest::SetUp();
    samples_ = make_random_samples(layout_, kSamples, random_);
    stream_ = make_segmented_stream(samples_, layout_, even_ranges(10, 3));
  }

  bool fits() const {
    return segments_fit(layout_, kSamples, stream_.segments,
                        stream_.bytes.size(), trailing_adler(stream_.bytes));
  }

  static constexpr std::size_t kSamples = 50;
  ChunkLayout layout_ = {.dtype = {.value_width = 2}, .n_channels = 10};
  Bytes samples_;
  SegmentedBytes stream_;
};

TEST_F(SegmentedChunkDamageTest, OtherSizesChecksumsAndRangesDoNotFit) {
  ASSERT_TRUE(fits());
  for (std::size_t i = 0; i < 3; ++i) {
    const Segment before = stream_.segments[i];
    ++stream_.segments[i].size;
    EXPECT_FALSE(fits());
    stream_.segments[i] = before;
    for (int bit = 0; bit < 32; ++bit) {
      stream_.segments[i].adler ^= std::uint32_t{1} << bit;
      EXPECT_FALSE(fits()) << bit;
      stream_.segments[i] = before;
    }
    ++stream_.segments[i].range.last;
    EXPECT_FALSE(fits());
    stream_.segments[i] = before;
  }
  stream_.segments.pop_back();
  EXPECT_FALSE(fits());
  stream_.segments.clear();
  EXPECT_FALSE(fits());
}

// Every changed bit is found by the segment that has it, or changes nothing.
TEST_F(SegmentedChunkDamageTest, ChangedBitIsFound) {
  const Bytes whole = stream_.bytes;
  for (std::size_t at = 0; at < whole.size() - 4; ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      stream_.bytes = whole;
      stream_.bytes[at] ^= static_cast<std::byte>(1 << bit);
      try {
        EXPECT_TRUE(
            same_bytes(samples_, decode(layout_, stream_, samples_.size())))
            << at << ' ' << bit;
      } catch (const CorruptChunkError&) {
      }
    }
  }
}

// Except just before the empty stored block, which then belongs to the next
// segment and changes nothing.
TEST_F(SegmentedChunkDamageTest, SegmentsCutAtOtherPlacesAreRefused) {
  const std::vector<Segment> before = stream_.segments;
  const std::uint64_t size_of_two = before[0].size + before[1].size;
  std::size_t n_refused = 0;
  for (std::uint64_t size = 1; size < size_of_two; ++size) {
    stream_.segments[0].size = size;
    stream_.segments[1].offset = size;
    stream_.segments[1].size = size_of_two - size;
    try {
      EXPECT_TRUE(
          same_bytes(samples_, decode(layout_, stream_, samples_.size())))
          << size;
    } catch (const CorruptChunkError&) {
      ++n_refused;
    }
  }
  EXPECT_GE(n_refused, size_of_two - 3);
}

}  // namespace
}  // namespace mtscomp
