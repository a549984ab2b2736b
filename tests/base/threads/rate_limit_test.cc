// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/rate_limit.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace mtscomp {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

TEST(RateLimitTest, AllWhoTakeShareIt) {
  RateLimit limit(10'000);
  const Clock::time_point start = Clock::now();
  std::vector<std::jthread> threads(3);
  for (std::jthread& thread : threads) {
    thread = std::jthread([&limit] {
      for (int i = 0; i < 4; ++i) {
        limit.take(500, {});
      }
    });
  }
  threads.clear();
  const Seconds elapsed = Clock::now() - start;
  EXPECT_GE(elapsed.count(), 6000.0 / 10'000 - 0.25 - 0.01);
}

TEST(RateLimitTest, WhatWasNotUsedIsLost) {
  RateLimit limit(1000);
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  const Clock::time_point start = Clock::now();
  limit.take(500, {});
  const Seconds elapsed = Clock::now() - start;
  EXPECT_GE(elapsed.count(), 0.2) << "a burst is at most a quarter of a second";
}

TEST(RateLimitTest, NobodyWaitsWhoIsAskedToStop) {
  RateLimit limit(1);
  std::stop_source stop;
  const Clock::time_point start = Clock::now();
  std::jthread taker([&] { limit.take(1000, stop.get_token()); });
  stop.request_stop();
  taker.join();
  EXPECT_LT(Seconds(Clock::now() - start).count(), 60);
}

}  // namespace
}  // namespace mtscomp
