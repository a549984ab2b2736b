// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/threads/parallel_loop.h"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <chrono>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace mtscomp {
namespace {

void wait_as_for_a_server() {
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

TEST(ParallelLoopTest, RunsEachItemOnce) {
  for (const std::size_t n_items : {0U, 1U, 2U, 100U}) {
    for (const std::size_t n_threads : {1U, 2U, 16U}) {
      std::vector<std::atomic<int>> n_runs(n_items);
      ParallelLoop(n_threads).run(n_items, [&](std::size_t i) {
        if (i % 20 == 0) {
          wait_as_for_a_server();
        }
        ++n_runs[i];
      });
      for (const std::atomic<int>& n : n_runs) {
        EXPECT_EQ(n, 1);
      }
    }
  }
}

TEST(ParallelLoopTest, RunsSlowItemsAtTheSameTime) {
  // Each thread waits for the other three, so fewer threads would never end.
  std::barrier together(4);
  ParallelLoop(4).run(9, [&](std::size_t i) {
    if (i == 0) {
      wait_as_for_a_server();
    } else {
      together.arrive_and_wait();
    }
  });
}

TEST(ParallelLoopTest, OneThreadIsTheCallingThread) {
  std::set<std::thread::id> threads;
  ParallelLoop(1).run(3, [&](std::size_t) {
    wait_as_for_a_server();
    threads.insert(std::this_thread::get_id());
  });
  EXPECT_EQ(threads, std::set{std::this_thread::get_id()});
}

TEST(ParallelLoopTest, UsesAtMostTheGivenThreads) {
  std::mutex mutex;
  std::set<std::thread::id> threads;
  ParallelLoop(3).run(50, [&](std::size_t) {
    wait_as_for_a_server();
    const std::lock_guard lock(mutex);
    threads.insert(std::this_thread::get_id());
  });
  EXPECT_LE(threads.size(), 3U);
}

TEST(ParallelLoopTest, LoopsShareTheHelpers) {
  ParallelLoop loop(3);
  std::mutex mutex;
  std::set<std::thread::id> threads;
  const auto run = [&] {
    loop.run(30, [&](std::size_t) {
      wait_as_for_a_server();
      const std::lock_guard lock(mutex);
      threads.insert(std::this_thread::get_id());
    });
  };
  {
    const std::jthread other(run);
    run();
  }
  EXPECT_LE(threads.size(), 4U);  // Two callers and two helpers.
  threads.clear();
  run();  // The helpers are free again.
  EXPECT_EQ(threads.size(), 3U);
}

TEST(ParallelLoopTest, ThrowsTheFirstExceptionAndRunsNoMoreItems) {
  std::atomic<std::size_t> n_runs = 0;
  const auto run = [&] {
    ParallelLoop(4).run(1000, [&](std::size_t i) {
      wait_as_for_a_server();
      ++n_runs;
      if (i == 5) {
        throw std::runtime_error("five");
      }
    });
  };
  EXPECT_THROW(run(), std::runtime_error);
  EXPECT_LT(n_runs, 20U);
}

}  // namespace
}  // namespace mtscomp
