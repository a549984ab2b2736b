// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/unmounter.h"

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

#include "mtscomp/base/daemon.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/inherited_descriptors.h"
#include "mtscomp/base/privileges.h"
#include "mtscomp/filesystem/unmount.h"

namespace mtscomp {
namespace {

// What the two processes send each other: the number of an error, 0 for none.
// The daemon's is the request.
void send_number(const FileDescriptor& channel, int number) {
  if (::send(channel.get(), &number, sizeof(number), MSG_NOSIGNAL) < 0) {
    throw_errno("ask for unmounting");
  }
}

// Returns false at the other's end.
bool receive_number(const FileDescriptor& channel, int& number) {
  ssize_t size = 0;
  do {
    size = ::recv(channel.get(), &number, sizeof(number), 0);
  } while (size < 0 && errno == EINTR);
  return size == sizeof(number);
}

}  // namespace

Unmounter::Unmounter(MountPlace place)
    : place_(std::move(place)), mount_id_(place_.mount_id()) {
  if (::geteuid() != 0) {
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

Unmounter::~Unmounter() {
  unmount();
  channel_.reset();
  while (helper_ > 0 && ::waitpid(helper_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void Unmounter::unmount() noexcept {
  if (is_done_.exchange(true)) {
    return;
  }
  try {
    if (!is_mounted()) {
      return;
    }
    if (channel_.is_open()) {
      ask_helper();
    } else {
      unmount_by_fusermount(place_.path());
    }
  } catch (const std::exception& error) {
    spdlog::error("{}", error.what());
  }
}

// Not what somebody has mounted there since, a next daemon for one.
bool Unmounter::is_mounted() const {
  try {
    return place_.mount_id() == mount_id_;
  } catch (const std::system_error& error) {
    if (error.code().value() == ENOENT) {
      return false;  // A mount point cannot be removed while it is one.
    }
    throw;
  }
}

void Unmounter::ask_helper() {
  send_number(channel_, 0);
  int error = ECHILD;
  receive_number(channel_, error);
  if (error != 0) {
    throw_system_error(error, "unmount " + place_.path());
  }
}

// Until the daemon asks or is gone.  The signals that end a daemon come to all
// of its service's processes; this one has to be there until the last.
void Unmounter::help(FileDescriptor channel) noexcept {
  int status = EXIT_FAILURE;
  try {
    for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
      ::signal(signal, SIG_IGN);
    }
    leave_terminal();
    close_all_but({channel.get(), place_.descriptor().get()});
    keep_only_capabilities({CAP_SYS_ADMIN, CAP_DAC_READ_SEARCH});
    int number = 0;
    if (receive_number(channel, number)) {
      try {
        if (is_mounted()) {
          place_.detach();
        }
      } catch (const std::system_error& error) {
        number = error.code().value();
      }
      send_number(channel, number);
    }
    status = EXIT_SUCCESS;
  } catch (const std::exception&) {
    // The daemon learns of it from the channel's end.
  }
  ::_exit(status);
}

}  // namespace mtscomp
