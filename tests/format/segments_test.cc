// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/segments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<Segment> kTwo = {
    {.range = {0, 2}, .offset = 0, .size = 0x010203, .adler = 0xfedcba98},
    {.range = {2, 5}, .offset = 0x010203, .size = 7, .adler = 1}};

TEST(SegmentsTest, KeepsSizesAndChecksumsOfEachChunk) {
  Segments segments({0, 2, 5});
  segments.append({});
  segments.append(kTwo);
  EXPECT_EQ(segments.n_chunks(), 2U);
  EXPECT_EQ(segments.table().size(), 28U);
  EXPECT_THAT(segments.of_chunk(0, 5), IsEmpty());
  EXPECT_EQ(segments.of_chunk(1, 5), kTwo);
  EXPECT_THAT(segments.of_chunk(2, 5), IsEmpty());
}

TEST(SegmentsTest, EntryIsSizeThenChecksumInLittleEndian) {
  Segments segments({0, 5});
  segments.append({{.range = {0, 5}, .size = 0x010203, .adler = 0x04050607}});
  EXPECT_EQ(segments.table(), "\x03\x02\x01\x07\x06\x05\x04");
}

TEST(SegmentsTest, ShortChunkHasFewerOrShorterSegments) {
  const Segments segments({0, 10, 20, 30});
  EXPECT_THAT(segments.ranges(30),
              ElementsAre(SegmentRange{0, 10}, SegmentRange{10, 20},
                          SegmentRange{20, 30}));
  EXPECT_THAT(segments.ranges(15),
              ElementsAre(SegmentRange{0, 10}, SegmentRange{10, 15}));
  EXPECT_THAT(segments.ranges(10), ElementsAre(SegmentRange{0, 10}));
}

TEST(SegmentsTest, LongerChunkHasNone) {
  EXPECT_THAT(Segments({0, 10, 20}).ranges(21), IsEmpty());
  EXPECT_THAT(Segments().ranges(1), IsEmpty());
}

TEST(SegmentsTest, SurplusBytesOfTheTableAreIgnored) {
  Segments whole({0, 2, 5});
  whole.append(kTwo);
  const Segments more(whole.bounds(), whole.table() + "surplus");
  EXPECT_EQ(more.of_chunk(0, 5), kTwo);
  EXPECT_THAT(more.of_chunk(1, 5), IsEmpty());
}

TEST(SegmentsTest, ResizeDropsLaterChunks) {
  Segments segments({0, 2, 5});
  segments.append(kTwo);
  segments.append(kTwo);
  segments.resize(1);
  EXPECT_EQ(segments.n_chunks(), 1U);
  segments.resize(3);
  EXPECT_EQ(segments.n_chunks(), 1U);
}

}  // namespace
}  // namespace mtscomp
