// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/own_mount.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <cerrno>

#include "mtscomp/base/error.h"
#include "mtscomp/filesystem/fuse_channel.h"
#include "mtscomp/filesystem/mount_place.h"
#include "mtscomp/filesystem/unmount.h"
#include "programs/mount_plan.h"

namespace mtscomp {
namespace {

void refuse_second_mount(const std::string& mount_point) {
  if (is_our_mount(MountPlace(mount_point))) {
    throw UsageError(fmt::format(
        "mountpoint {}: is served by another mtscompfs already; --unmount "
        "takes its mount away",
        mount_point));
  }
}

// While the directory is locked, no other mtscompfs mounts there: of two that
// are started together, one is refused, where its mount would hide the other's.
// A directory that cannot be locked is one without that promise.
FileDescriptor claim(const std::string& mount_point) {
  refuse_second_mount(mount_point);
  FileDescriptor directory(
      ::open(mount_point.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.is_open() && ::flock(directory.get(), LOCK_EX | LOCK_NB) != 0 &&
      errno == EWOULDBLOCK) {
    throw UsageError(
        fmt::format("mountpoint {}: another mtscompfs is just mounting there",
                    mount_point));
  }
  refuse_second_mount(mount_point);
  return directory;
}

}  // namespace

OwnMount::OwnMount(const MountRequest& request, const MountPaths& paths) {
  if (paths.channel) {
    channel_ = mtscomp::take_channel(*paths.channel);
    return;
  }
  const FileDescriptor claimed = claim(request.mount_point);
  channel_ = mount_fuse(request.mount_point, fuse_options(request));
  unmounter_.emplace(MountPlace(request.mount_point));
}

bool OwnMount::unmount() noexcept {
  return unmounter_ && unmounter_->unmount();
}

void OwnMount::unmount_leftover() noexcept {
  if (unmounter_) {
    unmounter_->unmount_leftover();
  }
}

}  // namespace mtscomp
