// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/inherited_descriptors.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mtscomp {
namespace {

bool is_open(int descriptor) { return ::fcntl(descriptor, F_GETFD) >= 0; }

TEST(InheritedDescriptorsTest, AllButTheStandardStreamsAndThoseKeptAreClosed) {
  constexpr int kKept = 50;
  constexpr int kClosed = 51;
  constexpr int kFar = 900;
  const pid_t child = ::fork();
  if (child == 0) {
    for (const int descriptor : {kKept, kClosed, kFar}) {
      ::dup2(STDERR_FILENO, descriptor);
    }
    const bool were_open = is_open(kClosed) && is_open(kFar);
    close_all_but({kKept});
    ::_exit(were_open && is_open(kKept) && is_open(STDERR_FILENO) &&
                    !is_open(kClosed) && !is_open(kFar)
                ? 0
                : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

}  // namespace
}  // namespace mtscomp
