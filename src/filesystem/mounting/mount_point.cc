// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/mounting/mount_point.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mount.h>

#include <filesystem>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {

MountPoint::MountPoint(std::string path)
    : path_(std::move(path)), name_(std::filesystem::path(path_).filename()) {
  if (name_.empty()) {
    name_ = ".";  // Of "/", which has nothing above it.
  }
  const std::string parent = std::filesystem::path(path_).parent_path();
  parent_.reset(::open(parent.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!parent_.is_open()) {
    throw_errno("open " + parent);
  }
}

// With O_PATH the mount's own file system is not asked.
FileDescriptor MountPoint::open_here() const {
  FileDescriptor here(
      ::openat(parent_.get(), name_.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  if (!here.is_open()) {
    throw_errno("open " + path_);
  }
  return here;
}

int MountPoint::mount_id() const { return mount_id_of(open_here()); }

MountIdentity MountPoint::mount_identity() const {
  return mount_identity_of(open_here());
}

// umount2() takes no descriptor; the path through /proc begins at ours.
void MountPoint::detach() const {
  const std::string here =
      fmt::format("/proc/self/fd/{}/{}", parent_.get(), name_);
  if (::umount2(here.c_str(), MNT_DETACH | UMOUNT_NOFOLLOW) != 0) {
    throw_errno("unmount " + path_);
  }
}

}  // namespace mtscomp
