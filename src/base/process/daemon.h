// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Putting a process in the background, with the parent waiting until the child
// says that it works: whoever typed the command learns how it went.
#pragma once

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// New session, "/" as directory, /dev/null as standard streams.
void leave_terminal() noexcept;

class Daemon {
 public:
  // Forks.  In the child, returns.  The parent never returns: it exits with 0
  // when the child calls report_ready(), else with the child's exit status.
  // Until then the child keeps the terminal, so its errors are seen.
  // Requires: no other thread runs yet.  Throws: std::system_error.
  Daemon();

  // Leaves the terminal, then lets the parent go.  Requires: called at most
  // once.
  void report_ready() noexcept;

 private:
  FileDescriptor to_parent_;
};

}  // namespace mtscomp
