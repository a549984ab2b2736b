// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/threads/rerun_thread.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <semaphore>
#include <thread>

namespace mtscomp {
namespace {

void wait_until_idle(const RerunThread& thread) {
  while (thread.is_busy()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

TEST(RerunThreadTest, RunsNothingUnasked) {
  std::atomic<int> n_runs = 0;
  {
    const RerunThread thread([&](const std::stop_token&) { ++n_runs; });
    EXPECT_FALSE(thread.is_busy());
  }
  EXPECT_EQ(n_runs, 0);
}

TEST(RerunThreadTest, RunsOnceMoreWhenAskedMeanwhile) {
  std::counting_semaphore<> started(0);
  std::counting_semaphore<> may_end(0);
  std::atomic<int> n_runs = 0;
  RerunThread thread([&](const std::stop_token&) {
    ++n_runs;
    started.release();
    may_end.acquire();
  });
  thread.run();
  started.acquire();
  for (int i = 0; i < 3; ++i) {
    thread.run();
  }
  EXPECT_TRUE(thread.is_busy());
  EXPECT_EQ(n_runs, 1);
  may_end.release(2);
  wait_until_idle(thread);
  EXPECT_EQ(n_runs, 2);
}

TEST(RerunThreadTest, RunsNothingMoreOnceItIsToStop) {
  std::counting_semaphore<> started(0);
  std::atomic<int> n_runs = 0;
  RerunThread thread([&](const std::stop_token& stop) {
    ++n_runs;
    started.release();
    while (!stop.stop_requested()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  thread.run();
  started.acquire();
  thread.run();
  thread.request_stop();
  wait_until_idle(thread);
  thread.run();
  EXPECT_FALSE(thread.is_busy());
  EXPECT_EQ(n_runs, 1);
}

}  // namespace
}  // namespace mtscomp
