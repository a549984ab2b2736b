// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/mutex.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace mtscomp {
namespace {

// A class, because GUARDED_BY does not work on local variables.
struct Shared {
  Mutex mutex;
  ConditionVariable changed;
  int value GUARDED_BY(mutex) = 0;
};

TEST(MutexTest, LetsOneThreadInAtATime) {
  constexpr int kThreads = 8;
  constexpr int kRounds = 1000;
  Shared shared;
  std::vector<std::jthread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&shared] {
      for (int round = 0; round < kRounds; ++round) {
        const MutexLock lock(shared.mutex);
        ++shared.value;
      }
    });
  }
  threads.clear();
  const MutexLock lock(shared.mutex);
  EXPECT_EQ(shared.value, kThreads * kRounds);
}

TEST(MutexConditionTest, WakesTheWaitingThread) {
  Shared shared;
  const std::jthread setter([&shared] {
    const MutexLock lock(shared.mutex);
    shared.value = 1;
    shared.changed.notify_all();
  });
  const MutexLock lock(shared.mutex);
  while (shared.value == 0) {
    shared.changed.wait(shared.mutex);
  }
  EXPECT_EQ(shared.value, 1);
}

}  // namespace
}  // namespace mtscomp
