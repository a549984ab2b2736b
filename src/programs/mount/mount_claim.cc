// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/mount_claim.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <thread>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

struct Address {
  sockaddr_un value = {};
  socklen_t size = 0;

  const sockaddr* get() const {
    return reinterpret_cast<const sockaddr*>(&value);
  }
};

// A name that begins with NUL is in the abstract namespace: no file is made.
Address address_of(const struct stat& mount_point) {
  const std::string name = fmt::format("mtscompfs-mount-{}-{}",
                                       mount_point.st_dev, mount_point.st_ino);
  Address address;
  address.value.sun_family = AF_UNIX;
  std::copy(name.begin(), name.end(), address.value.sun_path + 1);
  address.size =
      static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  return address;
}

FileDescriptor make_socket() {
  return FileDescriptor(
      ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

enum class Holder { kNobody, kUs, kAnotherUser };

// A socket that does not take connections does not show its owner.
Holder find_holder(const Address& address) {
  const FileDescriptor connection = make_socket();
  ucred owner = {};
  socklen_t size = sizeof(owner);
  if (!connection.is_open() ||
      ::connect(connection.get(), address.get(), address.size) != 0 ||
      ::getsockopt(connection.get(), SOL_SOCKET, SO_PEERCRED, &owner, &size) !=
          0) {
    return Holder::kNobody;
  }
  return owner.uid == 0 || owner.uid == ::geteuid() ? Holder::kUs
                                                    : Holder::kAnotherUser;
}

bool take(const FileDescriptor& claim, const Address& address) {
  return ::bind(claim.get(), address.get(), address.size) == 0 &&
         ::listen(claim.get(), SOMAXCONN) == 0;
}

}  // namespace

FileDescriptor claim_mount_point(const std::string& mount_point) {
  constexpr int kAttempts = 100;
  constexpr std::chrono::milliseconds kPause(10);
  struct stat status = {};
  if (::stat(mount_point.c_str(), &status) != 0) {
    throw_errno("mountpoint " + mount_point);
  }
  const Address address = address_of(status);
  // The holder may be about to listen or to end, or a process that it has just
  // started may not have closed its copy yet.
  Holder holder = Holder::kNobody;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    FileDescriptor claim = make_socket();
    if (!claim.is_open() || take(claim, address)) {
      return claim;
    }
    if (errno != EADDRINUSE) {
      return {};
    }
    holder = find_holder(address);
    if (holder == Holder::kAnotherUser) {
      return {};
    }
    std::this_thread::sleep_for(kPause);
  }
  if (holder == Holder::kUs) {
    throw UsageError(
        fmt::format("mountpoint {}: another mtscompfs is mounting there at the "
                    "moment; try again when it has finished",
                    mount_point));
  }
  return {};
}

}  // namespace mtscomp
