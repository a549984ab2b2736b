// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/requests/source_threads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <latch>
#include <vector>

namespace mtscomp {
namespace {

using Order = SourceThreads::Order;

TEST(SourceThreadsTest, RunAsManyTasksAtOnceAsAllowed) {
  constexpr int kThreads = 4;
  SourceThreads threads(kThreads);
  std::latch all_run(kThreads);
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  std::atomic<int> n_begun = 0;
  for (int i = 0; i < kThreads; ++i) {
    threads.submit([&](Order) {
      ++n_begun;
      all_run.count_down();
      released.wait();
    });
  }
  all_run.wait();
  std::promise<int> later;
  threads.submit([&](Order) { later.set_value(n_begun); });
  EXPECT_EQ(n_begun, kThreads);
  release.set_value();
  EXPECT_EQ(later.get_future().get(), kThreads);
}

TEST(SourceThreadsTest, TasksBeyondTheBoundRunInOrder) {
  SourceThreads threads(1);
  std::vector<int> order;
  for (int i = 0; i < 100; ++i) {
    threads.submit([&order, i](Order) { order.push_back(i); });
  }
  std::promise<void> done;
  threads.submit([&](Order) { done.set_value(); });
  done.get_future().wait();
  ASSERT_EQ(order.size(), 100U);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(SourceThreadsTest, StoppingAbandonsTasksThatWaitAndLaterOnes) {
  SourceThreads threads(1);
  std::promise<void> begun;
  std::promise<void> release;
  threads.submit([&](Order order) {
    EXPECT_EQ(order, Order::kDo);
    begun.set_value();
    release.get_future().wait();
  });
  begun.get_future().wait();
  int n_abandoned = 0;
  const auto count = [&](Order order) {
    EXPECT_EQ(order, Order::kAbandon);
    if (++n_abandoned == 1) {
      release.set_value();
    }
  };
  threads.submit(count);
  threads.submit(count);
  threads.stop();
  EXPECT_EQ(n_abandoned, 2);
  threads.submit(count);
  EXPECT_EQ(n_abandoned, 3);
}

}  // namespace
}  // namespace mtscomp
