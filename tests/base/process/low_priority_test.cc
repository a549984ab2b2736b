// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/low_priority.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <thread>

namespace mtscomp {
namespace {

struct Priority {
  int nice = 0;
  long io_class = 0;
};

Priority current_priority() {
  return {.nice = ::getpriority(PRIO_PROCESS, 0),
          .io_class = ::syscall(SYS_ioprio_get, 1, 0) >> 13};
}

// Runs in a separate thread: only a privileged thread could raise its priority
// again.
TEST(LowPriorityTest, IsTheLowestAndHandedOnToNewThreads) {
  Priority lowered;
  Priority handed_on;
  std::thread([&] {
    lower_priority();
    lowered = current_priority();
    std::thread([&] { handed_on = current_priority(); }).join();
  }).join();
  EXPECT_EQ(lowered.nice, 19);
  EXPECT_EQ(lowered.io_class, 3);
  EXPECT_EQ(handed_on.nice, 19);
  EXPECT_EQ(handed_on.io_class, 3);
}

}  // namespace
}  // namespace mtscomp
