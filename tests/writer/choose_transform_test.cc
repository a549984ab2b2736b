// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/choose_transform.h"

#include <gtest/gtest.h>

#include <random>

#include "support/bytes.h"
#include "support/seed.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

constexpr std::size_t kSamples = 20000;
constexpr std::size_t kChannels = 8;

class ChooseTransformTest : public ::testing::Test {
 protected:
  // One int16 for each sample and channel.
  template <typename Value>
  std::vector<TransformEstimate> estimate(Value value) {
    std::vector<std::int16_t> samples;
    for (std::size_t t = 0; t < kSamples; ++t) {
      for (std::size_t c = 0; c < kChannels; ++c) {
        samples.push_back(static_cast<std::int16_t>(value(t, c)));
      }
    }
    PackJob job;
    job.raw_path = directory_.file("x.bin");
    write_file(job.raw_path, std::as_bytes(std::span(samples)));
    job.layout.n_channels = kChannels;
    job.sample_rate = 30000;
    return estimate_transforms(job, {.n_threads = 2}, {});
  }

  TempDir directory_;
  std::mt19937_64 random_{test_seed()};
};

TEST_F(ChooseTransformTest, ComparesAllEightOnTheSameSamplesSmallestFirst) {
  const std::vector<TransformEstimate> estimates =
      estimate([](std::size_t t, std::size_t c) { return 3 * t + c; });
  ASSERT_EQ(estimates.size(), 8U);
  for (std::size_t i = 1; i < estimates.size(); ++i) {
    EXPECT_LE(estimates[i - 1].cbin_size, estimates[i].cbin_size);
    EXPECT_EQ(estimates[i].raw_size, estimates[0].raw_size);
  }
}

// Independent noise: any difference doubles its variance.
TEST_F(ChooseTransformTest, TakesNoDifferencesOfWhiteNoise) {
  std::normal_distribution<double> noise(0, 40);
  const Transform best =
      estimate([&](std::size_t, std::size_t) { return noise(random_); })
          .front()
          .transform;
  EXPECT_FALSE(best.do_time_diff);
  EXPECT_FALSE(best.do_spatial_diff);
}

TEST_F(ChooseTransformTest, TakesChannelDifferencesOfWhatChannelsShare) {
  std::normal_distribution<double> noise(0, 1000);
  double shared = 0;
  const Transform best = estimate([&](std::size_t, std::size_t c) {
                           shared = c == 0 ? noise(random_) : shared;
                           return shared + static_cast<double>(random_() % 3);
                         })
                             .front()
                             .transform;
  EXPECT_TRUE(best.do_spatial_diff);
  EXPECT_FALSE(best.do_time_diff);
}

TEST_F(ChooseTransformTest, TakesTimeDifferencesOfWhatChangesSlowly) {
  std::vector<double> level(kChannels, 0);
  const Transform best =
      estimate([&](std::size_t, std::size_t c) {
        level[c] += static_cast<double>(random_() % 3) - 1;
        return level[c] + 1000.0 * static_cast<double>(c * c % 7);
      })
          .front()
          .transform;
  EXPECT_TRUE(best.do_time_diff);
  EXPECT_FALSE(best.do_spatial_diff);
}

// A transform that pack() would refuse is not proposed.
TEST_F(ChooseTransformTest, LeavesOutWhatMayNotBePacked) {
  PackJob job;
  job.raw_path = directory_.file("x.bin");
  write_file(job.raw_path, Bytes(8 * kChannels));
  job.layout.n_channels = kChannels;
  job.sample_rate = 30000;
  for (const char* dtype : {"float32", ">i2"}) {
    job.layout.dtype = *parse_dtype(dtype);
    EXPECT_EQ(estimate_transforms(job, {}, {}).size(), 2U) << dtype;
  }
  job.layout.dtype = *parse_dtype("float32");
  EXPECT_EQ(estimate_transforms(job, {.allow_lossy_float = true}, {}).size(),
            8U);
}

TEST_F(ChooseTransformTest, RecordingOfOneSampleIsEnough) {
  PackJob job;
  job.raw_path = directory_.file("x.bin");
  write_file(job.raw_path, Bytes(2 * kChannels));
  job.layout.n_channels = kChannels;
  job.sample_rate = 30000;
  EXPECT_EQ(estimate_transforms(job, {}, {}).size(), 8U);
}

}  // namespace
}  // namespace mtscomp
