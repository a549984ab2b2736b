// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The mount that this process serves.  The constructor mounts, and the
// destructor unmounts.  If mount.fuse3(8) has mounted, this class does not
// mount and does not unmount.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "filesystem/mounting/unmount_helper.h"
#include "mtscomp/base/file_descriptor.h"
#include "programs/mount/mount_plan.h"
#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

class Mount {
 public:
  // Mounts.  If mount.fuse3(8) has mounted, does not mount, and uses the
  // channel of mount.fuse3(8).
  // Requires: no other thread may be running.  `request` must be a result of
  // resolve().
  // Throws: UsageError, also if another mtscompfs serves at the mount point;
  // std::system_error.
  Mount(const MountRequest& request, const MountPaths& paths);

  // Returns the channel that carries the kernel's requests.
  // Requires: this must be called only once.
  FileDescriptor take_channel() { return std::move(channel_); }

  // These functions call the functions of UnmountHelper that have the same
  // names.  If mount.fuse3(8) has mounted, they do nothing, and unmount()
  // returns false.
  bool unmount() noexcept;
  void unmount_leftover() noexcept;

 private:
  FileDescriptor channel_;
  std::optional<UnmountHelper> unmount_helper_;
};

// Requires: `mount_point` must be absolute and contain no symlinks.
// Throws: UsageError if an mtscompfs serves at the mount point;
// std::system_error.
void refuse_second_mount(const std::string& mount_point);

}  // namespace mtscomp
