// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/threads/helper_threads.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <numeric>
#include <stdexcept>
#include <thread>

namespace mtscomp {
namespace {

using Busy = HelperThreads::Busy;

TEST(HelperThreadsTest, RunsEachItemOnce) {
  HelperThreads threads(4);
  for (std::size_t n_items = 0; n_items < 50; ++n_items) {
    std::vector<std::atomic<int>> runs(n_items);
    const Busy busy(threads);
    threads.run(n_items, [&](std::size_t item, std::size_t thread) {
      EXPECT_LE(thread, threads.n_helpers());
      ++runs[item];
    });
    for (const std::atomic<int>& n : runs) {
      EXPECT_EQ(n, 1);
    }
  }
}

TEST(HelperThreadsTest, AllIdleThreadsHelp) {
  HelperThreads threads(3);
  std::latch all(3);
  const Busy busy(threads);
  // Each item waits until three threads have one.
  const HelperThreads::Outcome outcome =
      threads.run(3, [&](std::size_t, std::size_t) { all.arrive_and_wait(); });
  EXPECT_EQ(outcome.n_threads, 3U);
  EXPECT_EQ(outcome.n_idle, 2U);
}

TEST(HelperThreadsTest, NoThreadHelpsIfEnoughAreBusy) {
  HelperThreads threads(2);
  const Busy busy(threads);
  const Busy other(threads);
  const HelperThreads::Outcome outcome = threads.run(
      10, [](std::size_t, std::size_t thread) { EXPECT_EQ(thread, 0U); });
  EXPECT_EQ(outcome.n_threads, 1U);
  EXPECT_EQ(outcome.n_idle, 0U);
}

TEST(HelperThreadsTest, ThreadThatBecomesIdleMakesRoomForAHelper) {
  HelperThreads threads(2);
  const Busy busy(threads);
  auto other = std::make_unique<Busy>(threads);
  std::latch both(2);
  const HelperThreads::Outcome outcome =
      threads.run(2, [&](std::size_t, std::size_t thread) {
        if (thread == 0) {
          other.reset();
        }
        both.arrive_and_wait();
      });
  EXPECT_EQ(outcome.n_threads, 2U);
  EXPECT_EQ(outcome.n_idle, 0U);
}

TEST(HelperThreadsTest, ExceptionEndsTheRunAndIsThrown) {
  HelperThreads threads(4);
  for (int i = 0; i < 100; ++i) {
    const Busy busy(threads);
    EXPECT_THROW(threads.run(20,
                             [](std::size_t item, std::size_t) {
                               if (item == 7) {
                                 throw std::runtime_error("seven");
                               }
                             }),
                 std::runtime_error);
  }
}

TEST(HelperThreadsTest, SeveralCallersShareTheHelpers) {
  HelperThreads threads(3);
  std::atomic<std::size_t> n_items = 0;
  std::vector<std::jthread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      for (int round = 0; round < 100; ++round) {
        const Busy busy(threads);
        threads.run(9, [&](std::size_t, std::size_t) { ++n_items; });
      }
    });
  }
  callers.clear();
  EXPECT_EQ(n_items, 4U * 100 * 9);
}

}  // namespace
}  // namespace mtscomp
