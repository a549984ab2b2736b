// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/mounting/mount_point.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <thread>
#include <utility>

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

// A name that begins with NUL is in the abstract namespace: no file is created.
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

enum class Holder { kNone, kUs, kAnotherUser };

// Only a listening socket shows its owner.
Holder find_holder(const Address& address) {
  const FileDescriptor connection = make_socket();
  ucred owner = {};
  socklen_t size = sizeof(owner);
  if (!connection.is_open() ||
      ::connect(connection.get(), address.get(), address.size) != 0 ||
      ::getsockopt(connection.get(), SOL_SOCKET, SO_PEERCRED, &owner, &size) !=
          0) {
    return Holder::kNone;
  }
  return owner.uid == 0 || owner.uid == ::geteuid() ? Holder::kUs
                                                    : Holder::kAnotherUser;
}

bool take(const FileDescriptor& claim, const Address& address) {
  return ::bind(claim.get(), address.get(), address.size) == 0 &&
         ::listen(claim.get(), SOMAXCONN) == 0;
}

}  // namespace

MountPoint::MountPoint(std::string path)
    : path_(std::move(path)), name_(std::filesystem::path(path_).filename()) {
  if (name_.empty()) {
    name_ = ".";  // "/" has no parent.
  }
  const std::string parent = std::filesystem::path(path_).parent_path();
  parent_.reset(::open(parent.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!parent_.is_open()) {
    throw_errno(parent + ": cannot open");
  }
}

// O_PATH sends no request to the mounted file system.
FileDescriptor MountPoint::open_here() const {
  FileDescriptor here(
      ::openat(parent_.get(), name_.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  if (!here.is_open()) {
    throw_errno(path_ + ": cannot open");
  }
  return here;
}

int MountPoint::mount_id() const { return mount_id_of(open_here()); }

MountIdentity MountPoint::mount_identity() const {
  return mount_identity_of(open_here());
}

// umount2() accepts only a path.  This one starts at our descriptor of the
// parent directory.
void MountPoint::detach() const {
  const std::string here =
      fmt::format("/proc/self/fd/{}/{}", parent_.get(), name_);
  if (::umount2(here.c_str(), MNT_DETACH | UMOUNT_NOFOLLOW) != 0) {
    throw_errno(path_ + ": cannot unmount");
  }
}

FileDescriptor claim_mount_point(const std::string& mount_point) {
  constexpr int kAttempts = 100;
  constexpr std::chrono::milliseconds kPause(10);
  struct stat status = {};
  if (::stat(mount_point.c_str(), &status) != 0) {
    throw_errno(mount_point + ": cannot access the mount point");
  }
  const Address address = address_of(status);
  // The holder may not listen yet, may be ending, or may have a new child
  // process that still has a copy of the socket.
  Holder holder = Holder::kNone;
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
    throw UsageError(fmt::format(
        "{}: another mtscompfs is mounting here now; try again when "
        "it has finished",
        mount_point));
  }
  return {};
}

}  // namespace mtscomp
