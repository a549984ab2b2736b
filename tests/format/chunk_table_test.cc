// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/chunk_table.h"

#include <gtest/gtest.h>

#include <random>

#include "mtscomp/format/header.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kSampleSize = 6;

// Three chunks of 10, 1 and 5 samples.
ChunkTable make_table() {
  return {{0, 10, 11, 16}, {0, 40, 52, 70}, kSampleSize};
}

TEST(ChunkTableTest, CountsItsChunks) { EXPECT_EQ(make_table().n_chunks(), 3); }

TEST(ChunkTableTest, RawSizeIsAllSamples) {
  EXPECT_EQ(make_table().sample_size(), kSampleSize);
  EXPECT_EQ(make_table().raw_size(), 16 * kSampleSize);
}

TEST(ChunkTableTest, FindsChunkAtExactBound) {
  const ChunkTable table = make_table();
  EXPECT_EQ(table.find_chunk(0), 0);
  EXPECT_EQ(table.find_chunk(10 * kSampleSize), 1);
  EXPECT_EQ(table.find_chunk(11 * kSampleSize), 2);
}

TEST(ChunkTableTest, FindsChunkOfLastByteBeforeBound) {
  const ChunkTable table = make_table();
  EXPECT_EQ(table.find_chunk(10 * kSampleSize - 1), 0);
  EXPECT_EQ(table.find_chunk(11 * kSampleSize - 1), 1);
}

TEST(ChunkTableTest, FindsChunkOfLastByte) {
  const ChunkTable table = make_table();
  EXPECT_EQ(table.find_chunk(table.raw_size() - 1), 2);
}

TEST(ChunkTableTest, EveryByteLiesInTheChunkThatIsFound) {
  std::mt19937_64 random(test_seed());
  std::vector<std::uint64_t> bounds = {0};
  std::vector<std::uint64_t> offsets = {0};
  for (int i = 0; i < 20; ++i) {
    bounds.push_back(bounds.back() + 1 + random() % 9);
    offsets.push_back(offsets.back() + 1 + random() % 9);
  }
  const ChunkTable table(bounds, offsets, kSampleSize);
  for (std::uint64_t at = 0; at < table.raw_size(); ++at) {
    const ByteExtent extent = table.raw_extent(table.find_chunk(at));
    EXPECT_LE(extent.offset, at);
    EXPECT_LT(at, extent.end());
  }
}

TEST(ChunkTableTest, KnowsTheSamplesOfAChunk) {
  const ChunkTable table = make_table();
  EXPECT_EQ(table.first_sample(0), 0);
  EXPECT_EQ(table.n_samples(0), 10);
  EXPECT_EQ(table.first_sample(1), 10);
  EXPECT_EQ(table.n_samples(1), 1);
  EXPECT_EQ(table.first_sample(2), 11);
  EXPECT_EQ(table.n_samples(2), 5);
}

TEST(ChunkTableTest, KnowsTheBytesOfAChunkInTheBin) {
  const ChunkTable table = make_table();
  EXPECT_EQ(table.raw_extent(0), (ByteExtent{.offset = 0, .size = 60}));
  EXPECT_EQ(table.raw_extent(1), (ByteExtent{.offset = 60, .size = 6}));
  EXPECT_EQ(table.raw_extent(2), (ByteExtent{.offset = 66, .size = 30}));
}

TEST(ChunkTableTest, KnowsTheBytesOfAChunkInTheCbin) {
  const ChunkTable table = make_table();
  EXPECT_EQ(table.cbin_extent(0), (ByteExtent{.offset = 0, .size = 40}));
  EXPECT_EQ(table.cbin_extent(1), (ByteExtent{.offset = 40, .size = 12}));
  EXPECT_EQ(table.cbin_extent(2), (ByteExtent{.offset = 52, .size = 18}));
}

TEST(ChunkTableTest, HoldsOneChunkOfOneByte) {
  const ChunkTable table({0, 1}, {0, 9}, 1);
  EXPECT_EQ(table.n_chunks(), 1);
  EXPECT_EQ(table.raw_size(), 1);
  EXPECT_EQ(table.find_chunk(0), 0);
}

TEST(ChunkTableTest, HoldsRecordingsBeyond32Bits) {
  constexpr std::uint64_t kChunk = 30'000;
  constexpr std::uint64_t kHour = 3600 * kChunk;
  const ChunkTable table({0, kHour, kHour + kChunk}, {0, kHour, kHour + 9},
                         770);
  EXPECT_EQ(table.raw_size(), (kHour + kChunk) * 770);
  EXPECT_EQ(table.find_chunk(kHour * 770 - 1), 0);
  EXPECT_EQ(table.find_chunk(kHour * 770), 1);
}

TEST(ChunkTableTest, TakesItsEntriesFromAHeader) {
  Header header;
  header.dtype = {.kind = ValueKind::kSigned, .value_width = 2};
  header.n_channels = 3;
  header.chunk_bounds = {0, 10, 11, 16};
  header.chunk_offsets = {0, 40, 52, 70};
  const ChunkTable table(header);
  EXPECT_EQ(table.sample_size(), 6);
  EXPECT_EQ(table.raw_extent(2), make_table().raw_extent(2));
  EXPECT_EQ(table.cbin_extent(2), make_table().cbin_extent(2));
}

}  // namespace
}  // namespace mtscomp
