// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/transform/difference.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "codec/dtypes.h"
#include "codec/transform/cumulative_sum.h"
#include "support/bytes.h"
#include "support/guarded_bytes.h"
#include "support/reference_codec.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

template <typename Number>
std::vector<Number> differences_of(std::vector<Number> numbers,
                                   const ChunkLayout& layout) {
  take_differences(std::as_writable_bytes(std::span(numbers)), layout);
  return numbers;
}

ChunkLayout make_layout(std::string_view dtype, std::uint64_t n_channels,
                        bool do_time_diff, bool do_spatial_diff) {
  return {.dtype = parse_dtype(dtype).value(),
          .n_channels = n_channels,
          .transform = {.do_time_diff = do_time_diff,
                        .do_spatial_diff = do_spatial_diff}};
}

class DifferenceTest : public ::testing::TestWithParam<Dtype> {
 protected:
  std::mt19937_64 random_ = std::mt19937_64(test_seed());
};

TEST_P(DifferenceTest, AgreesWithReference) {
  for (const std::size_t n_channels :
       std::vector<std::size_t>{1, 2, 7, 32, 385}) {
    for (const std::size_t n_samples : std::vector<std::size_t>{1, 2, 31, 64}) {
      for (int flags = 0; flags < 4; ++flags) {
        const ChunkLayout layout = {
            .dtype = GetParam(),
            .n_channels = n_channels,
            .transform = {.do_time_diff = flags % 2 == 1,
                          .do_spatial_diff = flags / 2 == 1}};
        const Bytes samples = make_random_samples(layout, n_samples, random_);
        GuardedBytes found(samples.size());
        std::memcpy(found.span().data(), samples.data(), samples.size());
        take_differences(found.span(), layout);
        SCOPED_TRACE(testing::Message() << n_samples << " samples of "
                                        << n_channels << ", flags " << flags);
        EXPECT_TRUE(same_bytes(reference_take_differences(samples, layout),
                               found.span()));
        EXPECT_TRUE(found.guards_are_intact());
      }
    }
  }
}

TEST_P(DifferenceTest, GoesOnAfterThePreviousSample) {
  for (const bool do_spatial_diff : {false, true}) {
    const ChunkLayout layout = {
        .dtype = GetParam(),
        .n_channels = 5,
        .transform = {.do_spatial_diff = do_spatial_diff}};
    const Bytes samples = make_random_samples(layout, 20, random_);
    Bytes whole = samples;
    Bytes parts = samples;
    const std::size_t cut = 7 * layout.sample_size();
    take_differences(whole, layout);
    take_differences(std::span(parts).first(cut), layout);
    take_differences(std::span(parts).subspan(cut), layout,
                     std::span(samples).first(cut).last(layout.sample_size()));
    EXPECT_TRUE(same_bytes(whole, parts));
  }
}

TEST_P(DifferenceTest, TakesBytesOfAnyAlignment) {
  const ChunkLayout layout = {.dtype = GetParam(),
                              .n_channels = 3,
                              .transform = {.do_spatial_diff = true}};
  const Bytes samples = make_random_samples(layout, 20, random_);
  GuardedBytes found(samples.size() + 1);
  const std::span<std::byte> odd = found.span().subspan(1);
  std::memcpy(odd.data(), samples.data(), samples.size());
  take_differences(odd, layout);
  EXPECT_TRUE(same_bytes(reference_take_differences(samples, layout), odd));
}

TEST_P(DifferenceTest, TakesNoSamples) {
  const ChunkLayout layout = {.dtype = GetParam(), .n_channels = 3};
  EXPECT_NO_THROW(take_differences({}, layout));
}

INSTANTIATE_TEST_SUITE_P(Dtype, DifferenceTest,
                         ::testing::ValuesIn(all_dtypes()), dtype_test_name);

class DifferenceIntegerTest : public DifferenceTest {};

TEST_P(DifferenceIntegerTest, CumulativeSumsUndoThem) {
  const ChunkLayout layout = {.dtype = GetParam(),
                              .n_channels = 11,
                              .transform = {.do_spatial_diff = true}};
  const Bytes samples = make_random_samples(layout, 100, random_);
  Bytes found = samples;
  take_differences(found, layout);
  undo_differences(found, layout);
  EXPECT_TRUE(same_bytes(samples, found));
}

INSTANTIATE_TEST_SUITE_P(Dtype, DifferenceIntegerTest,
                         ::testing::ValuesIn(integer_dtypes()),
                         dtype_test_name);

TEST(DifferenceTest, FollowsTheExampleOfTheFormat) {
  const std::vector<std::int16_t> x = {10, -3, 12, -3, 11, -1};
  const std::vector<std::int16_t> d = {10, -3, 2, 0, -1, 2};
  EXPECT_EQ(differences_of(x, make_layout("int16", 2, true, false)), d);
}

TEST(DifferenceTest, SubtractsAlongChannelsWithinASample) {
  const std::vector<std::int16_t> x = {1, 3, 6, 10, 30, 60};
  const std::vector<std::int16_t> e = {1, 2, 3, 10, 20, 30};
  EXPECT_EQ(differences_of(x, make_layout("int16", 3, false, true)), e);
}

TEST(DifferenceTest, IntegersWrap) {
  const std::vector<std::int16_t> x = {32767, -32768, -32767};
  const std::vector<std::int16_t> d = {32767, 1, 1};
  EXPECT_EQ(differences_of(x, make_layout("int16", 1, true, false)), d);
}

// Taking the differences of channels first would give 0 for the last one,
// because 1 - 2^-26 is rounded to 1.
TEST(DifferenceTest, FloatsAreSubtractedAlongTimeFirst) {
  const std::vector<float> x = {0.0F, 1.0F, 0x1p-26F, 1.0F};
  const std::vector<float> d = {0.0F, 1.0F, 0x1p-26F, -0x1p-26F};
  EXPECT_EQ(differences_of(x, make_layout("float32", 2, true, true)), d);
}

// 1 - 2^-12 is a tie between 1 - 2^-11 and 1.
TEST(DifferenceTest, HalvesAreRounded) {
  const std::vector<std::uint16_t> x = {0x0c00, 0x3c00};
  const std::vector<std::uint16_t> d = {0x0c00, 0x3c00};
  EXPECT_EQ(differences_of(x, make_layout("float16", 1, true, false)), d);
}

}  // namespace
}  // namespace mtscomp
