// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/chunk_verifier.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "codec/chunk_encoder.h"
#include "codec/dtypes.h"
#include "codec/layouts.h"
#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/campaign.h"
#include "support/reference_codec.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

void flip_a_bit_of_value(Bytes& samples, const ChunkLayout& layout,
                         std::size_t value) {
  samples[value * layout.dtype.value_width] ^= std::byte{1};
}

// zlib's level; low, because the tests make thousands of streams.
constexpr int kQuickly = 1;

class ChunkVerifierDtypeTest : public ::testing::TestWithParam<Dtype> {
 protected:
  void verify(const ChunkLayout& layout, std::span<const std::byte> stream,
              std::span<const std::byte> samples) {
    verifier_.verify(layout, stream, samples, scratch_);
  }

  void expect_match(const ChunkLayout& layout, const Shape& shape) {
    SCOPED_TRACE(describe(layout, shape));
    const Bytes samples = make_random_samples(layout, shape.n_samples, random_);
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): the oracle.
    const Bytes untouched = samples;
    EXPECT_NO_THROW(
        verify(layout, reference_encode(samples, layout, kQuickly), samples));
    EXPECT_TRUE(same_bytes(untouched, samples));
  }

  // The stream of samples in which one value is wrong.
  void expect_each_value_to_count(const ChunkLayout& layout,
                                  const Shape& shape) {
    SCOPED_TRACE(describe(layout, shape));
    const Bytes samples = make_random_samples(layout, shape.n_samples, random_);
    const std::size_t n_values = shape.n_samples * shape.n_channels;
    for (std::size_t value = 0; value < n_values; ++value) {
      Bytes other = samples;
      flip_a_bit_of_value(other, layout, value);
      const Bytes stream = reference_encode(other, layout, kQuickly);
      EXPECT_THROW(verify(layout, stream, samples), CorruptChunkError) << value;
    }
  }

  std::mt19937_64 random_ = std::mt19937_64(test_seed());
  ChunkVerifier verifier_;  // One verifier for all: its memory is reused.
  ByteBuffer scratch_;
};

TEST_P(ChunkVerifierDtypeTest, AcceptsTheReferencesStreams) {
  for (const Shape& shape : telling_shapes()) {
    for (const ChunkLayout& layout :
         all_layouts(GetParam(), shape.n_channels)) {
      expect_match(layout, shape);
    }
  }
}

TEST_P(ChunkVerifierDtypeTest, AcceptsStreamsAcrossBlocks) {
  // Bytes of a channel: two blocks of 96 KiB in each dtype, or three.
  const std::size_t n_bytes = is_campaign() ? 4200 : 1600;
  const Shape shape = {n_bytes / GetParam().value_width, 70};
  for (const ChunkLayout& layout : all_layouts(GetParam(), shape.n_channels)) {
    expect_match(layout, shape);
  }
}

INSTANTIATE_TEST_SUITE_P(Dtype, ChunkVerifierDtypeTest,
                         ::testing::ValuesIn(all_dtypes()), dtype_test_name);

// The differences of two different float values may be rounded to the same
// result.
class ChunkVerifierIntegersTest : public ChunkVerifierDtypeTest {};

TEST_P(ChunkVerifierIntegersTest, RefusesEverySingleOtherValue) {
  for (const Shape& shape : {Shape{1, 1}, Shape{9, 1}, Shape{8, 5}}) {
    for (const ChunkLayout& layout :
         all_layouts(GetParam(), shape.n_channels)) {
      expect_each_value_to_count(layout, shape);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Dtype, ChunkVerifierIntegersTest,
                         ::testing::ValuesIn(integer_dtypes()),
                         dtype_test_name);

class ChunkVerifierTest : public ::testing::Test {
 protected:
  std::string message_for(std::span<const std::byte> samples) {
    try {
      verifier_.verify(layout_, stream_, samples, scratch_);
    } catch (const CorruptChunkError& error) {
      return error.what();
    }
    return "";
  }

  std::mt19937_64 random_ = std::mt19937_64(test_seed());
  ChunkLayout layout_ = {.dtype = {}, .n_channels = 70};
  Bytes samples_ = Bytes(3'000 * layout_.sample_size());
  Bytes stream_ = reference_encode(samples_, layout_);
  ChunkVerifier verifier_;
  ByteBuffer scratch_;
};

TEST_F(ChunkVerifierTest, NamesTheFirstDifference) {
  EXPECT_EQ(message_for(samples_), "");
  flip_a_bit_of_value(samples_, layout_, 2'950 * 70 + 3);
  flip_a_bit_of_value(samples_, layout_, 1'234 * 70 + 56);
  EXPECT_EQ(message_for(samples_),
            "decodes to other values: sample 1234 of the chunk, channel 56: "
            "expected the bytes 01 00, found 00 00");
}

TEST_F(ChunkVerifierTest, RefusesADamagedStream) {
  stream_.back() ^= std::byte{1};
  EXPECT_NE(message_for(samples_), "");
}

TEST_F(ChunkVerifierTest, RefusesAnotherNumberOfSamples) {
  const std::span<const std::byte> samples = samples_;
  EXPECT_NE(message_for(samples.first(samples.size() - layout_.sample_size())),
            "");
  samples_.resize(samples_.size() + layout_.sample_size());
  EXPECT_NE(message_for(samples_), "");
}

TEST_F(ChunkVerifierTest, RefusesAnotherLayout) {
  samples_ = make_random_samples(layout_, 100, random_);
  stream_ = reference_encode(samples_, layout_);
  EXPECT_EQ(message_for(samples_), "");
  layout_.transform.do_time_diff = false;
  EXPECT_NE(message_for(samples_), "");
}

TEST_F(ChunkVerifierTest, TakesSmallerAndLargerChunksInTurn) {
  ChunkEncoder encoder({});
  ByteBuffer output;
  for (const std::size_t n_samples :
       std::vector<std::size_t>{1, 2'000, 3, 900, 1, 2'500}) {
    const Bytes samples = make_random_samples(layout_, n_samples, random_);
    const std::span<const std::byte> stream =
        encoder.encode(layout_, samples, output);
    EXPECT_NO_THROW(
        verifier_.verify(layout_, stream, samples, encoder.scratch()));
  }
}

TEST_F(ChunkVerifierTest, NeedsOnlyOneChunkOfScratch) {
  EXPECT_EQ(message_for(samples_), "");
  EXPECT_EQ(scratch_.size(), samples_.size());
}

TEST(ChunkVerifierLosslessTest, ExceptForDifferencesOfFloats) {
  const Dtype integers = parse_dtype("int16").value();
  const Dtype floats = parse_dtype("float32").value();
  for (const ChunkLayout& layout : all_layouts(integers, 2)) {
    EXPECT_TRUE(is_lossless(layout));
  }
  for (const ChunkLayout& layout : all_layouts(floats, 2)) {
    EXPECT_EQ(is_lossless(layout), !layout.transform.do_time_diff &&
                                       !layout.transform.do_spatial_diff);
  }
}

// Adding 0x1p-30 to 1 gives 1.
TEST(ChunkVerifierLossyTest, AcceptsDifferencesThatDoNotGiveBackTheSamples) {
  const std::vector<float> x = {0x1p-30F, 1.0F, 0x1p-30F};
  const std::span<const std::byte> samples = std::as_bytes(std::span(x));
  const ChunkLayout layout = {.dtype = parse_dtype("float32").value(),
                              .n_channels = 1};
  const Bytes stream = reference_encode(samples, layout);
  ASSERT_FALSE(
      same_bytes(samples, reference_decode(stream, samples.size(), layout)));
  ByteBuffer scratch;
  EXPECT_NO_THROW(ChunkVerifier().verify(layout, stream, samples, scratch));
}

TEST(ChunkVerifierLossyTest, RefusesOtherDifferences) {
  const std::vector<float> x = {1, 2, 3};
  const std::vector<float> y = {1, 2, 4};
  const ChunkLayout layout = {.dtype = parse_dtype("float32").value(),
                              .n_channels = 1};
  const Bytes stream = reference_encode(std::as_bytes(std::span(y)), layout);
  ByteBuffer scratch;
  EXPECT_THROW(ChunkVerifier().verify(layout, stream,
                                      std::as_bytes(std::span(x)), scratch),
               CorruptChunkError);
}

class ChunkVerifierSegmentsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::mt19937_64 random(test_seed());
    samples_ = make_random_samples(layout_, 500, random);
    chunk_ = ChunkEncoder(DeflateLevel::kFast)
                 .encode(layout_, samples_, output_, kRanges);
    ASSERT_EQ(chunk_.segments.size(), 2U);
  }

  void verify() { ChunkVerifier().verify(layout_, chunk_, samples_, scratch_); }

  static constexpr std::array<SegmentRange, 2> kRanges = {{{0, 7}, {7, 20}}};
  ChunkLayout layout_ = {.dtype = {.value_width = 2}, .n_channels = 20};
  Bytes samples_;
  ByteBuffer output_;
  ByteBuffer scratch_;
  EncodedChunk chunk_;
};

TEST_F(ChunkVerifierSegmentsTest, AcceptsTheEncodersSegments) {
  EXPECT_NO_THROW(verify());
}

TEST_F(ChunkVerifierSegmentsTest, RefusesOtherSegments) {
  if (usable_fast_loop() == nullptr) {
    GTEST_SKIP() << "this processor has no native decoder";
  }
  const std::vector<Segment> right = chunk_.segments;
  chunk_.segments[1].adler ^= 1;
  EXPECT_THROW(verify(), CorruptChunkError);
  chunk_.segments = right;
  ++chunk_.segments[0].size;
  EXPECT_THROW(verify(), CorruptChunkError);
  chunk_.segments = right;
  ++chunk_.segments[0].size;
  ++chunk_.segments[1].offset;
  --chunk_.segments[1].size;
  EXPECT_THROW(verify(), CorruptChunkError);
}

}  // namespace
}  // namespace mtscomp
