// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/chunk_bounds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;

TEST(ChunkBoundsTest, LastChunkTakesWhatIsLeft) {
  EXPECT_THAT(make_chunk_bounds(250, 1, 100), ElementsAre(0, 100, 200, 250));
}

TEST(ChunkBoundsTest, WholeChunksLeaveNoEmptyOne) {
  EXPECT_THAT(make_chunk_bounds(200, 1, 100), ElementsAre(0, 100, 200));
}

TEST(ChunkBoundsTest, ShortRecordingIsOneChunk) {
  EXPECT_THAT(make_chunk_bounds(1, 1, 30000), ElementsAre(0, 1));
}

// numpy.round rounds both 2500.5 and 2501.5 to an even number.
TEST(ChunkBoundsTest, HalfRoundsToEven) {
  EXPECT_EQ(make_chunk_bounds(10000, 1, 2500.5).at(1), 2500U);
  EXPECT_EQ(make_chunk_bounds(10000, 1, 2501.5).at(1), 2502U);
}

TEST(ChunkBoundsTest, FractionsOfASecondAreTaken) {
  EXPECT_EQ(make_chunk_bounds(10000, 0.1, 30000.390639481).at(1), 3000U);
}

TEST(ChunkBoundsTest, ChunksWithoutSamplesAreRefused) {
  EXPECT_THROW(make_chunk_bounds(10, 0, 100), UsageError);
  EXPECT_THROW(make_chunk_bounds(10, 1, 0.4), UsageError);
  EXPECT_THROW(make_chunk_bounds(10, -1, 100), UsageError);
  EXPECT_THROW(make_chunk_bounds(10, 1e300, 1e300), UsageError);
  EXPECT_THROW(
      make_chunk_bounds(10, std::numeric_limits<double>::quiet_NaN(), 100),
      UsageError);
}

}  // namespace
}  // namespace mtscomp
