// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Moves a process to the background.  The parent process waits until the child
// reports that it is ready.  So the exit status of the command shows whether
// the daemon started.
#pragma once

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Starts a new session, changes to "/", and connects the standard streams to
// /dev/null.
void leave_terminal() noexcept;

class Daemon {
 public:
  // Forks, and returns only in the child.  If the child calls report_ready(),
  // the parent exits with 0.  If the child ends before that, the parent exits
  // with the child's exit status.  The child keeps the terminal until
  // report_ready() and can print errors.
  // Requires: no other thread runs yet.  Throws: std::system_error.
  Daemon();

  // Leaves the terminal, then lets the parent exit with 0.
  // Requires: called at most once.
  void report_ready() noexcept;

 private:
  FileDescriptor to_parent_;
};

}  // namespace mtscomp
