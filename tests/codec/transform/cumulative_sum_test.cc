// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/transform/cumulative_sum.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "codec/dtypes.h"
#include "support/bytes.h"
#include "support/guarded_bytes.h"
#include "support/reference_codec.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

template <typename Number>
Bytes to_bytes_of(const std::vector<Number>& numbers) {
  Bytes bytes(numbers.size() * sizeof(Number));
  std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

template <typename Number>
std::vector<Number> undone(std::vector<Number> numbers,
                           const ChunkLayout& layout) {
  Bytes bytes = to_bytes_of(numbers);
  undo_differences(bytes, layout);
  std::memcpy(numbers.data(), bytes.data(), bytes.size());
  return numbers;
}

ChunkLayout time_layout(std::string_view dtype, std::uint64_t n_channels) {
  return {.dtype = parse_dtype(dtype).value(),
          .n_channels = n_channels,
          .transform = {.do_time_diff = true,
                        .do_spatial_diff = false,
                        .chunk_order = ChunkOrder::kSampleMajor}};
}

ChunkLayout channel_layout(std::string_view dtype, std::uint64_t n_channels) {
  ChunkLayout layout = time_layout(dtype, n_channels);
  layout.transform.do_time_diff = false;
  layout.transform.do_spatial_diff = true;
  return layout;
}

class CumulativeSumTest : public ::testing::TestWithParam<Dtype> {};

TEST_P(CumulativeSumTest, AgreesWithReference) {
  std::mt19937_64 random(test_seed());
  for (const std::size_t n_channels :
       std::vector<std::size_t>{1, 2, 7, 32, 385}) {
    for (const std::size_t n_samples : std::vector<std::size_t>{1, 2, 31, 64}) {
      for (int flags = 0; flags < 4; ++flags) {
        const ChunkLayout layout = {
            .dtype = GetParam(),
            .n_channels = n_channels,
            .transform = {.do_time_diff = flags % 2 == 1,
                          .do_spatial_diff = flags / 2 == 1}};
        const Bytes differences =
            make_random_samples(layout, n_samples, random);
        GuardedBytes samples(differences.size());
        std::memcpy(samples.span().data(), differences.data(),
                    differences.size());
        undo_differences(samples.span(), layout);
        SCOPED_TRACE(testing::Message() << n_samples << " samples of "
                                        << n_channels << ", flags " << flags);
        EXPECT_TRUE(same_bytes(reference_undo_differences(differences, layout),
                               samples.span()));
        EXPECT_TRUE(samples.guards_are_intact());
      }
    }
  }
}

TEST_P(CumulativeSumTest, IgnoresTheChunkOrder) {
  std::mt19937_64 random(test_seed());
  ChunkLayout layout = {.dtype = GetParam(), .n_channels = 5};
  Bytes samples = make_random_samples(layout, 20, random);
  Bytes same_samples = samples;
  layout.transform.chunk_order = ChunkOrder::kChannelMajor;
  undo_differences(samples, layout);
  layout.transform.chunk_order = ChunkOrder::kSampleMajor;
  undo_differences(same_samples, layout);
  EXPECT_TRUE(same_bytes(samples, same_samples));
}

TEST_P(CumulativeSumTest, GoesOnAfterThePreviousSample) {
  std::mt19937_64 random(test_seed());
  for (const bool do_spatial_diff : {false, true}) {
    const ChunkLayout layout = {
        .dtype = GetParam(),
        .n_channels = 5,
        .transform = {.do_spatial_diff = do_spatial_diff}};
    Bytes whole = make_random_samples(layout, 20, random);
    Bytes parts = whole;
    const std::size_t cut = 7 * layout.sample_size();
    undo_differences(whole, layout);
    const std::span<std::byte> head = std::span(parts).first(cut);
    undo_differences(head, layout);
    undo_differences(std::span(parts).subspan(cut), layout,
                     head.last(layout.sample_size()));
    EXPECT_TRUE(same_bytes(whole, parts));
  }
}

TEST_P(CumulativeSumTest, TakesBytesOfAnyAlignment) {
  std::mt19937_64 random(test_seed());
  const ChunkLayout layout = {.dtype = GetParam(),
                              .n_channels = 3,
                              .transform = {.do_spatial_diff = true}};
  const Bytes differences = make_random_samples(layout, 20, random);
  GuardedBytes samples(differences.size() + 1);
  const std::span<std::byte> odd = samples.span().subspan(1);
  std::memcpy(odd.data(), differences.data(), differences.size());
  undo_differences(odd, layout);
  EXPECT_TRUE(same_bytes(reference_undo_differences(differences, layout), odd));
}

TEST_P(CumulativeSumTest, TakesNoSamples) {
  const ChunkLayout layout = {.dtype = GetParam(), .n_channels = 3};
  EXPECT_NO_THROW(undo_differences({}, layout));
}

INSTANTIATE_TEST_SUITE_P(Dtype, CumulativeSumTest,
                         ::testing::ValuesIn(all_dtypes()), dtype_test_name);

TEST(CumulativeSumTest, FollowsTheExampleOfTheFormat) {
  const std::vector<std::int16_t> d = {10, -3, 2, 0, -1, 2};
  const std::vector<std::int16_t> x = {10, -3, 12, -3, 11, -1};
  EXPECT_EQ(undone(d, time_layout("int16", 2)), x);
}

TEST(CumulativeSumTest, SumsAlongChannelsWithinASample) {
  const std::vector<std::int16_t> e = {1, 2, 3, 10, 20, 30};
  const std::vector<std::int16_t> x = {1, 3, 6, 10, 30, 60};
  EXPECT_EQ(undone(e, channel_layout("int16", 3)), x);
}

TEST(CumulativeSumTest, IntegersWrap) {
  const std::vector<std::int16_t> d = {32767, 1, 1};
  const std::vector<std::int16_t> x = {32767, -32768, -32767};
  EXPECT_EQ(undone(d, time_layout("int16", 1)), x);
}

TEST(CumulativeSumTest, BigEndianSumsAreOfTheNumbers) {
  Bytes samples = make_bytes({0x00, 0xff, 0x00, 0x01});
  undo_differences(samples, time_layout(">i2", 1));
  EXPECT_EQ(samples, make_bytes({0x00, 0xff, 0x01, 0x00}));
}

// In double, or with another order of the terms, the sum would be 1 + 2^-23.
TEST(CumulativeSumTest, FloatsAreSummedInSequenceInTheirOwnType) {
  const std::vector<float> d = {1.0F, 0x1p-24F, 0x1p-24F};
  const std::vector<float> x = {1.0F, 1.0F, 1.0F};
  EXPECT_EQ(undone(d, time_layout("float32", 1)), x);
  EXPECT_EQ(undone(d, channel_layout("float32", 3)), x);
}

TEST(CumulativeSumTest, DoublesAreSummedInSequenceInTheirOwnType) {
  const std::vector<double> d = {1.0, 0x1p-53, 0x1p-53};
  const std::vector<double> x = {1.0, 1.0, 1.0};
  EXPECT_EQ(undone(d, time_layout("float64", 1)), x);
  EXPECT_EQ(undone(d, channel_layout("float64", 3)), x);
}

// 1 + 2^-11 is a tie, which is rounded to 1 each time.
TEST(CumulativeSumTest, HalvesAreRoundedAfterEachSum) {
  const std::vector<std::uint16_t> d = {0x3c00, 0x1000, 0x1000};
  const std::vector<std::uint16_t> x = {0x3c00, 0x3c00, 0x3c00};
  EXPECT_EQ(undone(d, time_layout("float16", 1)), x);
  EXPECT_EQ(undone(d, channel_layout("float16", 3)), x);
}

TEST(CumulativeSumTest, HalvesOverflowToInfinity) {
  const std::vector<std::uint16_t> d = {0x7bff, 0x7bff, 0x3c00};
  const std::vector<std::uint16_t> x = {0x7bff, 0x7c00, 0x7c00};
  EXPECT_EQ(undone(d, time_layout("float16", 1)), x);
}

TEST(CumulativeSumTest, NanStaysToTheEndOfItsColumn) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> x =
      undone<float>({1, nan, 1, 1, 1, 1}, time_layout("float32", 2));
  EXPECT_EQ(x[4], 3);
  EXPECT_TRUE(std::isnan(x[3]));
  EXPECT_TRUE(std::isnan(x[5]));
}

TEST(CumulativeSumTest, WithoutDifferencesKeepsEveryBit) {
  ChunkLayout layout = time_layout("float32", 2);
  layout.transform.do_time_diff = false;
  const Bytes before = make_bytes({1, 0, 0x80, 0x7f, 2, 0, 0x80, 0xff});
  Bytes samples = before;  // Two signalling NaNs.
  undo_differences(samples, layout);
  EXPECT_EQ(samples, before);
}

}  // namespace
}  // namespace mtscomp
