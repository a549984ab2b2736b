// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The mount that this process serves.  Mounts, and unmounts at the end.  If
// mount.fuse3(8) has mounted, this class does neither.
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
  // Mounts.  If mount.fuse3(8) has mounted, uses its channel instead.
  // Requires: no other thread may be running.  `request` must be a result of
  // resolve().
  // Throws: UsageError, also if another mtscompfs serves at the mount point;
  // std::system_error.
  Mount(const MountRequest& request, const MountPaths& paths);

  // The channel that carries the kernel's requests.
  // Requires: this must be called only once.
  FileDescriptor take_channel() { return std::move(channel_); }

  // Call the functions of the same names of UnmountHelper.  Both do nothing if
  // mount.fuse3(8) has mounted.
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
