// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/mounting/unmount_helper.h"

#include <fmt/format.h>
#include <linux/capability.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <system_error>
#include <utility>

#include "base/process/daemon.h"
#include "base/process/inherited_descriptors.h"
#include "base/process/privileges.h"
#include "filesystem/mounting/unmount.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// The two processes exchange one number: the daemon requests with 0, the helper
// replies with an errno, or 0.  Both functions return false if the other
// process is gone.
bool send_number(const FileDescriptor& channel, int number) {
  return ::send(channel.get(), &number, sizeof(number), MSG_NOSIGNAL) ==
         sizeof(number);
}

bool receive_number(const FileDescriptor& channel, int& number) {
  ssize_t size = 0;
  do {
    size = ::recv(channel.get(), &number, sizeof(number), 0);
  } while (size < 0 && errno == EINTR);
  return size == sizeof(number);
}

}  // namespace

UnmountHelper::UnmountHelper(MountPoint place, DaemonRights rights)
    : place_(std::move(place)), identity_(place_.mount_identity()) {
  if (rights != DaemonRights::kConfined) {
    return;
  }
  std::array<int, 2> ends = {};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) !=
      0) {
    throw_errno("socketpair");
  }
  channel_.reset(ends[0]);
  FileDescriptor others(ends[1]);
  helper_ = ::fork();
  if (helper_ < 0) {
    throw_errno("fork");
  }
  if (helper_ == 0) {
    channel_.reset();
    help(std::move(others));
  }
}

UnmountHelper::~UnmountHelper() {
  unmount();
  channel_.reset();
  while (helper_ > 0 && ::waitpid(helper_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

bool UnmountHelper::unmount() noexcept {
  if (!is_done_.exchange(true)) {
    is_gone_ = try_to_unmount();
  }
  return is_gone_;
}

// Before Linux 6.8 a mount has no unique ID, and a later mount may get the ID
// of ours.  If the mount here answers, it is a later one.
void UnmountHelper::unmount_leftover() noexcept {
  if (!is_done_ && !identity_.unique_id && !is_leftover()) {
    is_done_ = true;
    is_gone_ = true;
  }
  unmount();
}

bool UnmountHelper::try_to_unmount() noexcept {
  try {
    if (!is_mounted()) {
      return true;
    }
    if (channel_.is_open()) {
      ask_helper();
    } else {
      unmount_by_fusermount(place_.path());
    }
    return true;
  } catch (const std::exception& error) {
    spdlog::error("{}", error.what());
    return false;
  }
}

bool UnmountHelper::is_leftover() const noexcept {
  try {
    return is_leftover_mount(place_);
  } catch (const std::exception& error) {
    spdlog::error("{}", error.what());
    return false;
  }
}

// False for a later mount in the same place, such as another daemon's.
bool UnmountHelper::is_mounted() const {
  try {
    return place_.mount_identity() == identity_;
  } catch (const std::system_error& error) {
    if (error.code().value() == ENOENT) {
      return false;  // A directory with a mount on it cannot be removed.
    }
    throw;
  }
}

void UnmountHelper::ask_helper() {
  int error = 0;
  if (!send_number(channel_, 0) || !receive_number(channel_, error)) {
    throw UsageError(fmt::format(
        "{0}: still mounted, because the helper process that unmounts is gone; "
        "run mtscompfs --unmount {0}",
        place_.path()));
  }
  if (error != 0) {
    throw_system_error(error, place_.path() + ": cannot unmount");
  }
}

// Waits until the daemon sends its request or is gone.  systemd sends the
// signals that end a daemon to all processes of its service; this process
// ignores them, because it must outlive the daemon.
void UnmountHelper::help(FileDescriptor channel) noexcept {
  int status = EXIT_FAILURE;
  try {
    for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
      ::signal(signal, SIG_IGN);
    }
    leave_terminal();
    close_all_but({channel.get(), place_.descriptor().get()});
    if (has_right_to_unmount()) {
      keep_only_capabilities({CAP_SYS_ADMIN, CAP_DAC_READ_SEARCH});
    }
    int number = 0;
    if (receive_number(channel, number)) {
      try {
        if (is_mounted()) {
          unmount_with_own_rights();
        }
      } catch (const std::system_error& error) {
        number = error.code().value();
      }
      send_number(channel, number);
    }
    status = EXIT_SUCCESS;
  } catch (const std::exception&) {
    // The daemon notices that the channel is closed.
  }
  ::_exit(status);
}

void UnmountHelper::unmount_with_own_rights() const {
  if (has_right_to_unmount()) {
    place_.detach();
  } else {
    unmount_by_fusermount(place_.path());
  }
}

}  // namespace mtscomp
