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
#include "format/recording_names.h"
#include "mtscomp/archive/unpack.h"
#include "mtscomp/base/error.h"
#include "programs/cli/archive_path.h"
#include "programs/cli/command_line_error.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/cli/progress.h"
#include "programs/cli/stop_on_signals.h"

namespace mtscomp {
namespace {

// A recording from a server is unpacked to the working directory.
std::string default_raw_path(const PairFile& cbin) {
  const std::optional<std::string> path =
      unpacked_name_of(cbin.is_remote() ? cbin.name : cbin.path);
  if (!path) {
    throw UsageError(fmt::format(
        "{}: no default output name for this suffix; give one with -o",
        cbin.path));
  }
  return *path;
}

// Checks the data before the header is opened.  Otherwise a wrong name would be
// reported as a missing header.
void check_data(const PairLocation& pair) {
  struct stat status = {};
  if (!pair.cbin.is_remote() && ::stat(pair.cbin.path.c_str(), &status) != 0) {
    throw_errno(pair.cbin.path + ": cannot open");
  }
  if (pair.cbin.path == pair.ch.path) {
    throw CommandLineError(fmt::format(
        "{}: this is a header; give the data file, such as the .cbin beside it",
        pair.cbin.path));
  }
}

// Signals kill the program immediately: it may be blocked in a write to a pipe,
// and it has no files to remove.
int unpack_to_stdout(const PairLocation& pair, const UnpackOptions& options) {
  // If the reader closes the pipe early, the write fails with EPIPE and the
  // program returns an error.
  std::signal(SIGPIPE, SIG_IGN);
  unpack(
      pair, options,
      [](std::span<const std::byte> bytes) {
        write_all(STDOUT_FILENO, bytes, "standard output");
      },
      {}, nullptr);
  return kExitOk;
}

int unpack_beside(const UnpackCommand& command, const PairLocation& pair,
                  const UnpackOptions& options) {
  const std::string raw_path =
      command.raw_path ? *command.raw_path : default_raw_path(pair.cbin);
  const StopOnSignals stop;
  Progress progress(pair.cbin.path, command.quiet);
  try {
    unpack_to_file(pair, raw_path,
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
  const UnpackOptions options = {
      .n_threads = n_reading_threads(command.n_threads, command.cbin_path,
                                     command.remote),
      .check = !command.no_check};
  const PairLocation pair =
      locate_pair(command.cbin_path, command.ch_path, command.remote);
  check_data(pair);
  return command.raw_path == "-" ? unpack_to_stdout(pair, options)
                                 : unpack_beside(command, pair, options);
}

}  // namespace mtscomp
