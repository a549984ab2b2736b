// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/chunk_decoder.h"

#include <gtest/gtest.h>

#include <random>
#include <tuple>
#include <vector>

#include "codec/dtypes.h"
#include "codec/layouts.h"
#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/campaign.h"
#include "support/guarded_bytes.h"
#include "support/reference_codec.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

std::vector<ChunkDecoder> one_of_each_kind() {
  std::vector<ChunkDecoder> decoders;
  for (const DecoderKind kind : usable_decoders()) {
    decoders.emplace_back(kind);
  }
  return decoders;
}

// zlib's level; low, because the tests make thousands of streams.
constexpr int kQuickly = 1;

class ChunkDecoderDtypeTest : public ::testing::TestWithParam<Dtype> {
 protected:
  void expect_as_reference(const ChunkLayout& layout, const Shape& shape) {
    SCOPED_TRACE(describe(layout, shape));
    const Bytes samples = make_random_samples(layout, shape.n_samples, random_);
    const Bytes stream = reference_encode(samples, layout, kQuickly);
    const Bytes expected = reference_decode(stream, samples.size(), layout);
    for (ChunkDecoder& decoder : decoders_) {
      GuardedBytes decoded(samples.size());
      GuardedBytes scratch(
          ChunkDecoder::scratch_size(layout, samples.size(), decoder.kind()));
      decoder.decode(layout, stream, decoded.span(), scratch.span());
      SCOPED_TRACE(decoder_name(decoder.kind()));
      EXPECT_TRUE(same_bytes(expected, decoded.span()));
      if (layout.dtype.kind != ValueKind::kFloat) {
        EXPECT_TRUE(same_bytes(samples, decoded.span()));
      }
      EXPECT_TRUE(decoded.guards_are_intact());
      EXPECT_TRUE(scratch.guards_are_intact());
    }
  }

  std::mt19937_64 random_ = std::mt19937_64(test_seed());
  // One decoder for all chunks: its memory is reused.
  std::vector<ChunkDecoder> decoders_ = one_of_each_kind();
};

TEST_P(ChunkDecoderDtypeTest, AgreesWithReferenceForEveryLayoutAndShape) {
  for (const Shape& shape : telling_shapes()) {
    for (const ChunkLayout& layout :
         all_layouts(GetParam(), shape.n_channels)) {
      expect_as_reference(layout, shape);
    }
  }
}

TEST_P(ChunkDecoderDtypeTest, AgreesWithReferenceForRandomShapes) {
  const int n_shapes = is_campaign() ? 20 : 1;
  for (int i = 0; i < n_shapes; ++i) {
    const Shape shape = {random_() % 150 + 1, random_() % 50 + 1};
    for (const ChunkLayout& layout :
         all_layouts(GetParam(), shape.n_channels)) {
      expect_as_reference(layout, shape);
    }
  }
}

// Chunks larger than deflate's window, which are decoded in groups of channels,
// and chunks so small that one match spans several groups.
TEST_P(ChunkDecoderDtypeTest, AgreesWithReferenceForLargeAndForFlatShapes) {
  // Without a campaign, 33 KiB of each dtype.
  const std::size_t divisor = is_campaign() ? 1 : 2 * GetParam().value_width;
  for (const Shape& shape : {Shape{700 / divisor, 97}, Shape{1, 1000},
                             Shape{2, 300}, Shape{23'000 / divisor, 3}}) {
    for (const ChunkLayout& layout :
         all_layouts(GetParam(), shape.n_channels)) {
      expect_as_reference(layout, shape);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Dtype, ChunkDecoderDtypeTest,
                         ::testing::ValuesIn(all_dtypes()), dtype_test_name);

TEST(ChunkDecoderTest, NeedsNoScratchForSamplesInTheirOrder) {
  for (const DecoderKind kind : usable_decoders()) {
    SCOPED_TRACE(decoder_name(kind));
    ChunkLayout layout = {.dtype = {.value_width = 2}, .n_channels = 5};
    EXPECT_GT(ChunkDecoder::scratch_size(layout, 100, kind), 0);
    layout.transform.chunk_order = ChunkOrder::kSampleMajor;
    EXPECT_EQ(ChunkDecoder::scratch_size(layout, 100, kind), 0);
    layout = {.dtype = {.value_width = 2}, .n_channels = 1};
    EXPECT_EQ(ChunkDecoder::scratch_size(layout, 100, kind), 0);
  }
}

TEST(ChunkDecoderTest, NeedsAsMuchScratchAsSamplesToDecodeInSteps) {
  const ChunkLayout layout = {.dtype = {.value_width = 4}, .n_channels = 5};
  for (const DecoderKind kind : usable_decoders()) {
    SCOPED_TRACE(decoder_name(kind));
    EXPECT_EQ(ChunkDecoder::scratch_size(layout, 100, kind), 100);
  }
}

class ChunkDecoderDamageTest
    : public ::testing::TestWithParam<std::tuple<ChunkOrder, DecoderKind>> {
 protected:
  void expect_corrupt(std::span<const std::byte> stream, std::size_t size) {
    GuardedBytes decoded(size);
    GuardedBytes scratch(
        ChunkDecoder::scratch_size(layout_, size, decoder_.kind()));
    EXPECT_THROW(
        decoder_.decode(layout_, stream, decoded.span(), scratch.span()),
        CorruptChunkError);
    EXPECT_TRUE(decoded.guards_are_intact());
    EXPECT_TRUE(scratch.guards_are_intact());
  }

  Bytes decoded() {
    Bytes samples(samples_.size());
    Bytes scratch(
        ChunkDecoder::scratch_size(layout_, samples.size(), decoder_.kind()));
    decoder_.decode(layout_, stream_, samples, scratch);
    return samples;
  }

  std::mt19937_64 random_ = std::mt19937_64(test_seed());
  ChunkLayout layout_ = {
      .dtype = {.kind = ValueKind::kSigned, .value_width = 2},
      .n_channels = 5,
      .transform = {.chunk_order = std::get<ChunkOrder>(GetParam())}};
  Bytes samples_ = make_random_samples(layout_, 50, random_);
  Bytes stream_ = reference_encode(samples_, layout_);
  ChunkDecoder decoder_ = ChunkDecoder(std::get<DecoderKind>(GetParam()));
};

TEST_P(ChunkDecoderDamageTest, RefusesAWrongAdler32) {
  stream_.back() ^= std::byte{1};
  expect_corrupt(stream_, samples_.size());
}

TEST_P(ChunkDecoderDamageTest, RefusesATruncatedStream) {
  expect_corrupt(std::span(stream_).first(stream_.size() - 1), samples_.size());
}

TEST_P(ChunkDecoderDamageTest, RefusesOneSampleMoreOrLess) {
  expect_corrupt(stream_, samples_.size() + layout_.sample_size());
  expect_corrupt(stream_, samples_.size() - layout_.sample_size());
}

TEST_P(ChunkDecoderDamageTest, DecodesTheNextChunk) {
  expect_corrupt(std::span(stream_).first(10), samples_.size());
  EXPECT_TRUE(same_bytes(samples_, decoded()));
}

TEST_P(ChunkDecoderDamageTest, IgnoresBytesAfterTheStream) {
  stream_.resize(stream_.size() + 3);
  EXPECT_TRUE(same_bytes(samples_, decoded()));
}

std::string damaged_chunk_name(
    const ::testing::TestParamInfo<ChunkDecoderDamageTest::ParamType>& test) {
  const auto& [order, kind] = test.param;
  const char* const name =
      order == ChunkOrder::kChannelMajor ? "ChannelMajor_" : "SampleMajor_";
  return name + std::string(decoder_name(kind));
}

INSTANTIATE_TEST_SUITE_P(
    Order, ChunkDecoderDamageTest,
    ::testing::Combine(::testing::Values(ChunkOrder::kChannelMajor,
                                         ChunkOrder::kSampleMajor),
                       ::testing::ValuesIn(usable_decoders())),
    damaged_chunk_name);

}  // namespace
}  // namespace mtscomp
