// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/daemon.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "base/process/child_process.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

[[noreturn]] void wait_for(pid_t child, FileDescriptor from_child) {
  char byte = 0;
  ssize_t n = 0;
  do {
    n = ::read(from_child.get(), &byte, 1);
  } while (n < 0 && errno == EINTR);
  if (n == 1) {
    ::_exit(EXIT_SUCCESS);
  }
  ::_exit(wait_for_exit(child).value_or(EXIT_FAILURE));
}

}  // namespace

void leave_terminal() noexcept {
  ::setsid();
  // Another working directory would keep its file system busy.
  [[maybe_unused]] const int changed = ::chdir("/");
  const FileDescriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    ::dup2(null.get(), stream);
  }
}

Daemon::Daemon() {
  std::array<int, 2> ends = {};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw_errno("cannot create a pipe");
  }
  FileDescriptor from_child(ends[0]);
  to_parent_.reset(ends[1]);
  const pid_t child = ::fork();
  if (child < 0) {
    throw_errno("cannot start the background process");
  }
  if (child > 0) {
    to_parent_.reset();
    wait_for(child, std::move(from_child));
  }
}

void Daemon::report_ready() noexcept {
  leave_terminal();
  const char byte = 0;
  while (::write(to_parent_.get(), &byte, 1) < 0 && errno == EINTR) {
  }
  to_parent_.reset();
}

}  // namespace mtscomp
