// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/child_process.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <optional>

namespace mtscomp {
namespace {

std::optional<int> exit_of(const std::function<void()>& body) {
  const pid_t child = ::fork();
  if (child == 0) {
    body();
    ::_exit(0);
  }
  return wait_for_exit(child);
}

TEST(ChildProcessTest, ExitStatusIsReturned) {
  EXPECT_EQ(exit_of([] {}), 0);
  EXPECT_EQ(exit_of([] { ::_exit(7); }), 7);
}

TEST(ChildProcessTest, ThatWasKilledHasNone) {
  EXPECT_EQ(exit_of([] { ::raise(SIGKILL); }), std::nullopt);
}

// Bug: the exit status was taken for 0.
TEST(ChildProcessTest, ThatTheKernelForgetsHasNone) {
  const auto before = std::signal(SIGCHLD, SIG_IGN);
  EXPECT_EQ(exit_of([] {}), std::nullopt);
  std::signal(SIGCHLD, before);
}

}  // namespace
}  // namespace mtscomp
