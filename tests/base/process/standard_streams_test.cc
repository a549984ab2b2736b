// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/standard_streams.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <system_error>

#include "base/process/child_process.h"

namespace mtscomp {
namespace {

bool is_null(int descriptor) {
  std::error_code error;
  return std::filesystem::read_symlink(
             fmt::format("/proc/self/fd/{}", descriptor), error) == "/dev/null";
}

// Runs in a child.
bool are_opened(std::initializer_list<int> closed) {
  const pid_t child = ::fork();
  if (child == 0) {
    const int kept = ::open("/", O_PATH | O_CLOEXEC);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
      ::dup2(kept, stream);
    }
    for (const int stream : closed) {
      ::close(stream);
    }
    open_missing_streams();
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
      const bool was_closed =
          std::find(closed.begin(), closed.end(), stream) != closed.end();
      if (is_null(stream) != was_closed) {
        ::_exit(1);
      }
    }
    ::_exit(0);
  }
  return wait_for_exit(child) == 0;
}

TEST(StandardStreamsTest, ThoseThatAreMissingAreNull) {
  EXPECT_TRUE(are_opened({}));
  EXPECT_TRUE(are_opened({STDIN_FILENO}));
  EXPECT_TRUE(are_opened({STDOUT_FILENO, STDERR_FILENO}));
  EXPECT_TRUE(are_opened({STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}));
}

}  // namespace
}  // namespace mtscomp
