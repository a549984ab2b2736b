// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/child_process.h"

#include <sys/wait.h>

#include <cerrno>

namespace mtscomp {

// If SIGCHLD is ignored, the kernel does not keep exit statuses, and waitpid()
// fails with ECHILD.
std::optional<int> wait_for_exit(pid_t child) noexcept {
  int status = 0;
  pid_t waited_for = -1;
  do {
    waited_for = ::waitpid(child, &status, 0);
  } while (waited_for < 0 && errno == EINTR);
  return waited_for == child && WIFEXITED(status)
             ? std::optional(WEXITSTATUS(status))
             : std::nullopt;
}

}  // namespace mtscomp
