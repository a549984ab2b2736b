// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Moves a process to the background.  The parent process waits until the child
// process calls report_ready().  So the exit status of the command shows
// whether the daemon started.
#pragma once

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Starts a new session, makes "/" the current directory, and connects the
// standard streams to /dev/null.
void leave_terminal() noexcept;

class Daemon {
 public:
  // Forks, and returns only in the child.  If the child calls report_ready(),
  // the parent exits with 0.  If the child ends before report_ready(), the
  // parent exits with the child's exit status.  Until report_ready(), the child
  // keeps the terminal, so the child can print errors.
  // Requires: no other thread may be running.
  // Throws: std::system_error.
  Daemon();

  // Leaves the terminal, then lets the parent exit with 0.
  // Requires: must be called at most once.
  void report_ready() noexcept;

 private:
  FileDescriptor to_parent_;
};

}  // namespace mtscomp
