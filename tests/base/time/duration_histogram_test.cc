// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/time/duration_histogram.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr std::size_t kLast = DurationHistogram::kBounds.size();

TEST(DurationHistogramTest, StartsEmpty) {
  const DurationHistogram histogram;
  EXPECT_EQ(histogram.count(), 0U);
  EXPECT_EQ(histogram.sum(), 0.0);
}

TEST(DurationHistogramTest, BoundBelongsToItsBucket) {
  DurationHistogram histogram;
  histogram.add(milliseconds(5));
  EXPECT_EQ(histogram.count_up_to(1), 0U);  // Up to 2 ms.
  EXPECT_EQ(histogram.count_up_to(2), 1U);  // Up to 5 ms.
  histogram.add(milliseconds(5) + nanoseconds(1));
  EXPECT_EQ(histogram.count_up_to(2), 1U);
  EXPECT_EQ(histogram.count_up_to(3), 2U);  // Up to 10 ms.
}

TEST(DurationHistogramTest, LongDurationsHaveNoBound) {
  DurationHistogram histogram;
  histogram.add(seconds(50));
  histogram.add(seconds(51));
  EXPECT_EQ(histogram.count_up_to(kLast - 1), 1U);
  EXPECT_EQ(histogram.count_up_to(kLast), 2U);
}

TEST(DurationHistogramTest, SumIsInSeconds) {
  DurationHistogram histogram;
  histogram.add(milliseconds(250));
  histogram.add(seconds(2));
  EXPECT_EQ(histogram.sum(), 2.25);
  EXPECT_EQ(histogram.count(), 2U);
}

TEST(DurationHistogramTest, FindsTheBucketOfAPart) {
  DurationHistogram histogram;
  for (int i = 0; i < 19; ++i) {
    histogram.add(milliseconds(7));
  }
  histogram.add(seconds(100));
  EXPECT_EQ(histogram.bucket_of_part(0.5), 3U);
  EXPECT_EQ(histogram.bucket_of_part(0.95), 3U);
  EXPECT_EQ(histogram.bucket_of_part(0.96), kLast);
  EXPECT_EQ(histogram.bucket_of_part(1), kLast);
}

}  // namespace
}  // namespace mtscomp
