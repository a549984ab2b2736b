// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The mount of this process: mounts, and unmounts at the end.  mount.fuse3(8)
// may do both instead.
#pragma once

#include <optional>
#include <utility>

#include "filesystem/mounting/unmount_helper.h"
#include "mtscomp/base/file_descriptor.h"
#include "programs/mount/mount_plan.h"
#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

class Mount {
 public:
  // Mounts, or takes the channel if mount.fuse3(8) has mounted.
  // Requires: no other thread runs yet; `request` is resolved.
  // Throws: UsageError, also if another mtscompfs serves at the mount point;
  // std::system_error.
  Mount(const MountRequest& request, const MountPaths& paths);

  // The channel that carries the kernel's requests.
  // Requires: called once.
  FileDescriptor take_channel() { return std::move(channel_); }

  // Like UnmountHelper's functions.  Both do nothing if mount.fuse3(8) has
  // mounted.
  bool unmount() noexcept;
  void unmount_leftover() noexcept;

 private:
  FileDescriptor channel_;
  std::optional<UnmountHelper> unmount_helper_;
};

}  // namespace mtscomp
