// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs a command of the user's own configuration and collects its output.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace mtscomp {

struct CommandLimits {
  // Larger output ends the command.
  std::size_t max_bytes = 0;
  // A command that runs longer is killed, with the processes of its group.
  std::chrono::milliseconds timeout = {};
};

struct CommandOutput {
  // Nothing if the command was killed by a signal or by a limit.
  std::optional<int> exit_status;
  bool is_timed_out = false;
  bool is_too_long = false;
  // The first bytes that the command wrote to its standard output.
  std::string text;
};

// Runs `command` with /bin/sh -c, in a process group of its own, with no
// standard input and with the standard error of this process.  Waits until the
// command ends; does not wait for processes that the command leaves running.
// Can be called by several threads at once.  The SIGCHLD of this process must
// not be ignored, or exit_status is empty.
// Throws: std::system_error if the command cannot be started.
CommandOutput run_command(const std::string& command,
                          const CommandLimits& limits);

}  // namespace mtscomp
