// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/choose_segments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::size_t kAutomatic = 0;
constexpr std::uint64_t kSecond = 30'000;  // Samples.

std::vector<std::uint64_t> bounds_of(std::uint64_t n_channels, ChunkOrder order,
                                     std::uint64_t length, std::size_t n) {
  const ChunkLayout layout = {.dtype = {},
                              .n_channels = n_channels,
                              .transform = {.chunk_order = order}};
  const Segments segments = choose_segments(layout, length, n);
  EXPECT_EQ(segments.table(), "");
  return segments.bounds();
}

std::vector<std::uint64_t> channel_bounds(std::uint64_t n_channels,
                                          std::size_t n,
                                          std::uint64_t length = kSecond) {
  return bounds_of(n_channels, ChunkOrder::kChannelMajor, length, n);
}

std::vector<std::uint64_t> sample_bounds(std::uint64_t length, std::size_t n,
                                         std::uint64_t n_channels = 385) {
  return bounds_of(n_channels, ChunkOrder::kSampleMajor, length, n);
}

TEST(ChooseSegmentsTest, SyncChannelOfAProbeHasItsOwn) {
  EXPECT_THAT(channel_bounds(385, kAutomatic),
              ElementsAre(0, 64, 128, 192, 256, 288, 320, 352, 384, 385));
  EXPECT_THAT(channel_bounds(385, 3), ElementsAre(0, 128, 256, 384, 385));
  EXPECT_THAT(channel_bounds(17, 2), ElementsAre(0, 8, 16, 17));
}

TEST(ChooseSegmentsTest, ManyChannelsAreDividedInGroups) {
  EXPECT_THAT(channel_bounds(384, 4), ElementsAre(0, 96, 192, 288, 384));
  EXPECT_THAT(channel_bounds(100, 2), ElementsAre(0, 64, 100));
  EXPECT_THAT(channel_bounds(64, 2), ElementsAre(0, 32, 64));
}

TEST(ChooseSegmentsTest, FewChannelsAreDividedEvenly) {
  EXPECT_THAT(channel_bounds(63, 2), ElementsAre(0, 32, 63));
  EXPECT_THAT(channel_bounds(10, 4), ElementsAre(0, 3, 6, 8, 10));
}

TEST(ChooseSegmentsTest, SamplesAreDividedEvenly) {
  EXPECT_THAT(
      sample_bounds(kSecond, kAutomatic),
      ElementsAre(0, 3750, 7500, 11250, 15000, 18750, 22500, 26250, 30000));
  EXPECT_THAT(sample_bounds(10, 3), ElementsAre(0, 4, 7, 10));
}

TEST(ChooseSegmentsTest, SmallChunksHaveFewer) {
  constexpr std::uint64_t kMebibyte = (1U << 20U) / 2;  // Samples, 1 channel.
  EXPECT_THAT(sample_bounds(16 * kMebibyte, kAutomatic, 1).size(), 9);
  EXPECT_THAT(sample_bounds(9 * kMebibyte, kAutomatic, 1).size(), 5);
  EXPECT_THAT(sample_bounds(4 * kMebibyte, kAutomatic, 1).size(), 3);
  EXPECT_THAT(sample_bounds(4 * kMebibyte - 1, kAutomatic, 1), IsEmpty());
  EXPECT_THAT(channel_bounds(385, kAutomatic, 2'500), IsEmpty());
}

TEST(ChooseSegmentsTest, ThereAreAtMostAsManyAsChannelsOrSamples) {
  EXPECT_THAT(channel_bounds(3, 64), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(sample_bounds(2, 64), ElementsAre(0, 1, 2));
  EXPECT_THAT(channel_bounds(1, kAutomatic, 1'000'000'000), IsEmpty());
  EXPECT_THAT(sample_bounds(1, 64), IsEmpty());
}

// A segment of more than 16 MiB does not fit into the table.
TEST(ChooseSegmentsTest, LongChunksHaveMore) {
  const std::vector<std::uint64_t> bounds =
      channel_bounds(385, kAutomatic, 20 * kSecond);
  EXPECT_EQ(bounds.size(), 59U);
  EXPECT_EQ(bounds[1], 7U);
  EXPECT_THAT(channel_bounds(385, 2, 20 * kSecond), bounds);
  EXPECT_THAT(channel_bounds(385, kAutomatic, 600 * kSecond), IsEmpty())
      << "a channel has 36 MB";
  EXPECT_EQ(sample_bounds(200 * kSecond, kAutomatic).size(), 578U);
  EXPECT_THAT(sample_bounds(600 * kSecond, kAutomatic), IsEmpty());
}

TEST(ChooseSegmentsTest, TableLeavesRoomInTheHeader) {
  Header header;
  header.n_channels = 385;
  for (std::uint64_t i = 0; i <= 600'000; ++i) {
    header.chunk_bounds.push_back(i * kSecond);
  }
  const ChunkLayout layout = ChunkLayout::of(header);
  EXPECT_TRUE(choose_segments(header, layout, {}).empty());
  header.chunk_bounds.resize(3600);
  EXPECT_FALSE(choose_segments(header, layout, {}).empty());
}

TEST(ChooseSegmentsTest, OneIsNone) {
  EXPECT_THAT(channel_bounds(385, 1), IsEmpty());
  EXPECT_THAT(sample_bounds(kSecond, 1), IsEmpty());
}

}  // namespace
}  // namespace mtscomp
