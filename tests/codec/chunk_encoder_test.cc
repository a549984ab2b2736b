// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/chunk_encoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <utility>

#include "codec/dtypes.h"
#include "codec/layouts.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "support/bytes.h"
#include "support/campaign.h"
#include "support/reference_codec.h"
#include "support/reference_segments.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

class ChunkEncoderDtypeTest : public ::testing::TestWithParam<Dtype> {
 protected:
  // zlib6 and the reference must give the same stream.
  void expect_as_reference(const ChunkLayout& layout, const Shape& shape) {
    SCOPED_TRACE(describe(layout, shape));
    const Bytes samples = make_random_samples(layout, shape.n_samples, random_);
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): the oracle.
    const Bytes untouched = samples;
    EXPECT_TRUE(same_bytes(reference_encode(samples, layout),
                           encoder_.encode(layout, samples, output_)));
    EXPECT_TRUE(same_bytes(untouched, samples));
  }

  std::mt19937_64 random_ = std::mt19937_64(test_seed());
  ChunkEncoder encoder_ = ChunkEncoder(parse_deflate_level("zlib6"));
  ByteBuffer output_;
};

TEST_P(ChunkEncoderDtypeTest, AgreesWithReferenceForEveryLayoutAndShape) {
  for (const Shape& shape : telling_shapes()) {
    for (const ChunkLayout& layout :
         all_layouts(GetParam(), shape.n_channels)) {
      expect_as_reference(layout, shape);
    }
  }
}

TEST_P(ChunkEncoderDtypeTest, AgreesWithReferenceForRandomShapes) {
  const int n_shapes = is_campaign() ? 10 : 1;
  for (int i = 0; i < n_shapes; ++i) {
    const Shape shape = {random_() % 150 + 1, random_() % 50 + 1};
    for (const ChunkLayout& layout :
         all_layouts(GetParam(), shape.n_channels)) {
      expect_as_reference(layout, shape);
    }
  }
}

// Compares the bytes before deflating: in the tests above, zlib deflates both.
TEST_P(ChunkEncoderDtypeTest, AgreesWithReferenceAcrossBlocks) {
  // Bytes of a channel: two blocks of 96 KiB in each dtype, or three.
  const std::size_t n_bytes = is_campaign() ? 4200 : 1600;
  const Shape shape = {n_bytes / GetParam().value_width, 70};
  ChunkEncoder encoder(DeflateLevel::kFast);
  for (const ChunkLayout& layout : all_layouts(GetParam(), shape.n_channels)) {
    SCOPED_TRACE(describe(layout, shape));
    const Bytes samples = make_random_samples(layout, shape.n_samples, random_);
    EXPECT_TRUE(
        same_bytes(reference_arrange(samples, layout),
                   reference_inflate(encoder.encode(layout, samples, output_),
                                     samples.size())));
  }
}

// Ranges of random sizes that cover `length` channels or samples.
std::vector<SegmentRange> random_ranges(std::uint64_t length,
                                        std::mt19937_64& random) {
  std::vector<SegmentRange> ranges;
  for (std::uint64_t first = 0; first < length; first = ranges.back().last) {
    ranges.push_back(
        {first, first + 1 +
                    random() % std::min<std::uint64_t>(length - first,
                                                       1 + random() % 20)});
  }
  return ranges;
}

TEST_P(ChunkEncoderDtypeTest, SegmentsInflateAloneForEveryLayoutAndShape) {
  for (const char* const level : {"fast", "balanced", "dense", "zlib6"}) {
    ChunkEncoder encoder(parse_deflate_level(level));
    for (const Shape& shape : telling_shapes()) {
      for (const ChunkLayout& layout :
           all_layouts(GetParam(), shape.n_channels)) {
        if (!encoder.can_segment(layout)) {
          continue;
        }
        SCOPED_TRACE(describe(layout, shape) << ", level " << level);
        const Bytes samples =
            make_random_samples(layout, shape.n_samples, random_);
        const bool is_channel_major =
            layout.transform.chunk_order == ChunkOrder::kChannelMajor;
        const std::vector<SegmentRange> ranges = random_ranges(
            is_channel_major ? shape.n_channels : shape.n_samples, random_);
        const EncodedChunk chunk =
            encoder.encode(layout, samples, output_, ranges);
        if (ranges.size() == 1) {
          EXPECT_TRUE(chunk.segments.empty());
          continue;
        }
        EXPECT_EQ(chunk.segments.size(), ranges.size());
        EXPECT_EQ(chunk.segments.back().range, ranges.back());
        EXPECT_EQ(
            find_segment_fault(
                chunk.stream, reference_arrange(samples, layout),
                chunk.segments,
                GetParam().value_width *
                    (is_channel_major ? shape.n_samples : shape.n_channels)),
            "");
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Dtype, ChunkEncoderDtypeTest,
                         ::testing::ValuesIn(all_dtypes()), dtype_test_name);

class ChunkEncoderTest : public ::testing::Test {
 protected:
  Bytes encoded_and_decoded(ChunkEncoder& encoder) {
    ByteBuffer output;
    const std::span<const std::byte> stream =
        encoder.encode(layout_, samples_, output);
    Bytes decoded(samples_.size());
    Bytes scratch(ChunkDecoder::scratch_size(layout_, decoded.size()));
    ChunkDecoder().decode(layout_, stream, decoded, scratch);
    return decoded;
  }

  std::mt19937_64 random_ = std::mt19937_64(test_seed());
  ChunkLayout layout_ = {.dtype = {}, .n_channels = 5};
  Bytes samples_ = make_random_samples(layout_, 1'000, random_);
};

TEST_F(ChunkEncoderTest, DecodesAtTheDefaultLevel) {
  ChunkEncoder encoder({});
  EXPECT_TRUE(same_bytes(samples_, encoded_and_decoded(encoder)));
}

TEST_F(ChunkEncoderTest, LeavesItsScratchToOthers) {
  ChunkEncoder encoder({});
  encoded_and_decoded(encoder);
  EXPECT_EQ(encoder.scratch().size(), samples_.size());
  encoder.scratch() = ByteBuffer();
  EXPECT_TRUE(same_bytes(samples_, encoded_and_decoded(encoder)));
}

TEST_F(ChunkEncoderTest, NeedsNoScratchWithoutDifferencesAndTranspose) {
  layout_.transform.chunk_order = ChunkOrder::kSampleMajor;
  layout_.transform.do_time_diff = false;
  ChunkEncoder encoder({});
  EXPECT_TRUE(same_bytes(samples_, encoded_and_decoded(encoder)));
  EXPECT_EQ(encoder.scratch().size(), 0);
}

TEST_F(ChunkEncoderTest, HasNoSegmentsForDifferencesOfFloats) {
  ChunkEncoder encoder(DeflateLevel::kFast);
  layout_.dtype = *parse_dtype("float32");
  EXPECT_FALSE(encoder.can_segment(layout_));
  layout_.transform.do_time_diff = false;
  EXPECT_TRUE(encoder.can_segment(layout_));
}

TEST_F(ChunkEncoderTest, OneRangeGivesAStreamWithoutSegments) {
  ChunkEncoder encoder({});
  ByteBuffer output;
  ByteBuffer other_output;
  const std::span<const std::byte> plain =
      encoder.encode(layout_, samples_, output);
  for (const std::vector<SegmentRange>& ranges :
       {std::vector<SegmentRange>(), {{0, layout_.n_channels}}}) {
    const EncodedChunk chunk =
        encoder.encode(layout_, samples_, other_output, ranges);
    EXPECT_TRUE(same_bytes(plain, chunk.stream));
    EXPECT_TRUE(chunk.segments.empty());
  }
}

// The table has 3 bytes for a size.
TEST_F(ChunkEncoderTest, HasNoSegmentsIfOneIsTooLarge) {
  layout_.n_channels = 2;
  layout_.transform.do_time_diff = false;
  const std::size_t n_samples = Segments::kMaxSize / 2 + 1;
  samples_.resize(4 * n_samples);
  for (std::size_t i = 0; i + 8 <= samples_.size(); i += 8) {
    const std::uint64_t noise = random_();
    std::memcpy(&samples_[i], &noise, sizeof(noise));
  }
  ChunkEncoder encoder({});
  ByteBuffer output;
  const std::vector<SegmentRange> ranges = {{0, 1}, {1, 2}};
  EXPECT_TRUE(
      encoder.encode(layout_, samples_, output, ranges).segments.empty());
  const std::span<const std::byte> less =
      std::span(samples_).first(samples_.size() - 100'000);
  EXPECT_EQ(encoder.encode(layout_, less, output, ranges).segments.size(), 2U);
}

TEST_F(ChunkEncoderTest, WorksAfterAMove) {
  ChunkEncoder encoder({});
  encoded_and_decoded(encoder);
  ChunkEncoder moved = std::move(encoder);
  EXPECT_TRUE(same_bytes(samples_, encoded_and_decoded(moved)));
}

// A sample that is wider than the target size of a block.
TEST_F(ChunkEncoderTest, TakesVeryWideSamples) {
  layout_.n_channels = 100'000;
  samples_ = make_random_samples(layout_, 40, random_);
  ChunkEncoder encoder({});
  EXPECT_TRUE(same_bytes(samples_, encoded_and_decoded(encoder)));
}

}  // namespace
}  // namespace mtscomp
