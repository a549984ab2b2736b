// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/unpack/unpack_command.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>

#include "base/files/file_io.h"
#include "base/log/log.h"
#include "base/threads/core_count.h"
#include "format/recording_names.h"
#include "mtscomp/archive/unpack.h"
#include "mtscomp/base/error.h"
#include "programs/cli/command_line_error.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/cli/progress.h"
#include "programs/cli/stop_on_signals.h"

namespace mtscomp {
namespace {

std::string default_raw_path(const std::string& cbin_path) {
  const std::optional<std::string> path = unpacked_name_of(cbin_path);
  if (!path) {
    throw UsageError(fmt::format(
        "{}: no default output name for this suffix; give one with -o",
        cbin_path));
  }
  return *path;
}

// Checks the data before the header is opened.  Otherwise a wrong name would be
// reported as a missing header.
void check_data(const std::string& cbin_path, const std::string& ch_path) {
  struct stat status = {};
  if (::stat(cbin_path.c_str(), &status) != 0) {
    throw_errno(cbin_path + ": cannot open");
  }
  if (cbin_path == ch_path) {
    throw CommandLineError(fmt::format(
        "{}: this is a header; give the data file, such as the .cbin beside it",
        cbin_path));
  }
}

// Signals kill the program immediately: it may be blocked in a write to a pipe,
// and it has no files to remove.
int unpack_to_stdout(const UnpackCommand& command, const std::string& ch_path,
                     const UnpackOptions& options) {
  // If the reader closes the pipe early, the write fails with EPIPE and the
  // program returns an error.
  std::signal(SIGPIPE, SIG_IGN);
  unpack(
      command.cbin_path, ch_path, options,
      [](std::span<const std::byte> bytes) {
        write_all(STDOUT_FILENO, bytes, "standard output");
      },
      {}, nullptr);
  return kExitOk;
}

int unpack_beside(const UnpackCommand& command, const std::string& ch_path,
                  const UnpackOptions& options) {
  const std::string raw_path = command.raw_path
                                   ? *command.raw_path
                                   : default_raw_path(command.cbin_path);
  const StopOnSignals stop;
  Progress progress(command.cbin_path, command.quiet);
  try {
    unpack_to_file(command.cbin_path, ch_path, raw_path,
                   command.overwrite ? Existing::kReplace : Existing::kRefuse,
                   options, stop.token(), [&](const UnpackProgress& now) {
                     progress.update(now.raw_size, now.raw_done, 0);
                   });
  } catch (const Stopped&) {
    print_message("mtscomp-unpack", "stopped; no output was written");
    return stop.exit_code();
  }
  return kExitOk;
}

}  // namespace

int run_unpack(const UnpackCommand& command) {
  LogOptions log;
  log.program = "mtscomp-unpack";
  log.level = command.debug ? "debug" : "info";
  set_up_log(log);
  const std::string ch_path =
      command.ch_path.value_or(header_name_of(command.cbin_path));
  check_data(command.cbin_path, ch_path);
  const UnpackOptions options = {
      .n_threads = command.n_threads.value_or(core_count()),
      .check = !command.no_check};
  return command.raw_path == "-" ? unpack_to_stdout(command, ch_path, options)
                                 : unpack_beside(command, ch_path, options);
}

}  // namespace mtscomp
