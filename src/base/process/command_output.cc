// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/command_output.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

#include "base/process/child_process.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {
namespace {

using Clock = std::chrono::steady_clock;

// The attributes and actions of posix_spawn(3).  Threads of this process block
// signals, which the child would inherit.
class SpawnSettings {
 public:
  explicit SpawnSettings(int output) {
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawn_file_actions_init(&actions_);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_,
                               POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null",
                                       O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  ~SpawnSettings() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  const posix_spawnattr_t* attributes() const { return &attributes_; }
  const posix_spawn_file_actions_t* actions() const { return &actions_; }

 private:
  posix_spawnattr_t attributes_ = {};
  posix_spawn_file_actions_t actions_ = {};
};

pid_t start(const std::string& command, int output) {
  const SpawnSettings settings(output);
  std::array<std::string, 3> words = {"sh", "-c", command};
  const std::array<char*, 4> arguments = {words[0].data(), words[1].data(),
                                          words[2].data(), nullptr};
  pid_t child = 0;
  const int error =
      ::posix_spawn(&child, "/bin/sh", settings.actions(),
                    settings.attributes(), arguments.data(), environ);
  if (error != 0) {
    throw_system_error(error, "/bin/sh: cannot start");
  }
  return child;
}

// Waits for output or for the end of the child.  Returns false after a timeout.
bool wait_until_ready(const FileDescriptor& output, const FileDescriptor& child,
                      Clock::time_point deadline) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
  if (left.count() <= 0) {
    return false;
  }
  // poll(2) ignores a descriptor of -1.
  std::array<pollfd, 2> events = {
      {{output.get(), POLLIN, 0}, {child.get(), POLLIN, 0}}};
  constexpr std::chrono::milliseconds kLongest(60'000);
  const int n_ready =
      ::poll(events.data(), events.size(),
             static_cast<int>(std::min(left, kLongest).count()));
  return n_ready >= 0 || errno == EINTR;
}

enum class Reading { kMore, kNothingYet, kEnd };

// Adds output that is there, at most up to max_bytes + 1 bytes.
Reading read_some(const FileDescriptor& output, std::size_t max_bytes,
                  std::string& text) {
  std::array<char, 4096> buffer = {};
  const std::size_t room = max_bytes + 1 - text.size();
  const ssize_t n_read =
      ::read(output.get(), buffer.data(), std::min(buffer.size(), room));
  if (n_read < 0) {
    return errno == EAGAIN || errno == EINTR ? Reading::kNothingYet
                                             : Reading::kEnd;
  }
  text.append(buffer.data(), static_cast<std::size_t>(n_read));
  return n_read == 0 ? Reading::kEnd : Reading::kMore;
}

bool has_ended(const FileDescriptor& child) {
  pollfd event = {child.get(), POLLIN, 0};
  return ::poll(&event, 1, 0) > 0;
}

// Returns true if the child has ended within the limits.
bool collect(FileDescriptor& output, const FileDescriptor& child,
             const CommandLimits& limits, CommandOutput& result) {
  const Clock::time_point deadline = Clock::now() + limits.timeout;
  while (wait_until_ready(output, child, deadline)) {
    // In this order, because the child can write and end in between.
    const bool is_over = has_ended(child);
    Reading reading = Reading::kEnd;
    while (output.is_open() && result.text.size() <= limits.max_bytes &&
           (reading = read_some(output, limits.max_bytes, result.text)) ==
               Reading::kMore) {
    }
    if (result.text.size() > limits.max_bytes) {
      result.text.resize(limits.max_bytes);
      result.is_too_long = true;
      return false;
    }
    if (is_over) {
      return true;
    }
    if (reading == Reading::kEnd) {
      output.reset();
    }
  }
  result.is_timed_out = true;
  return false;
}

}  // namespace

CommandOutput run_command(const std::string& command,
                          const CommandLimits& limits) {
  std::array<int, 2> ends = {};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    throw_errno("cannot create a pipe");
  }
  FileDescriptor output(ends[0]);
  FileDescriptor input(ends[1]);
  // The child's end blocks: programs do not expect EAGAIN.
  ::fcntl(input.get(), F_SETFL, 0);
  const pid_t pid = start(command, input.get());
  input.reset();
  const FileDescriptor child(
      static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  const int error = errno;
  CommandOutput result;
  const bool is_done =
      child.is_open() && collect(output, child, limits, result);
  if (!is_done) {
    ::kill(-pid, SIGKILL);
  }
  const std::optional<int> status = wait_for_exit(pid);
  if (!child.is_open()) {
    throw_system_error(error, "cannot observe a process");
  }
  result.exit_status = is_done ? status : std::nullopt;
  return result;
}

}  // namespace mtscomp
