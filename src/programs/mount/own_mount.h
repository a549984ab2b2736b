// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The mount of this process, from the outside: made here or by mount.fuse3(8),
// and taken away at the end.
#pragma once

#include <optional>
#include <utility>

#include "filesystem/mounting/unmount_helper.h"
#include "mtscomp/base/file_descriptor.h"
#include "programs/mount/mount_paths.h"
#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

class OwnMount {
 public:
  // Mounts, unless the channel to the kernel was given.
  // Requires: no other thread runs yet; `request` is resolved.
  // Throws: UsageError, also where another mtscompfs serves at the mount point;
  // std::system_error.
  OwnMount(const MountRequest& request, const MountPaths& paths);

  // What the kernel asks through.  Requires: called once.
  FileDescriptor take_channel() { return std::move(channel_); }

  // As UnmountHelper::unmount() and unmount_leftover().  A mount that others
  // made stays mounted.
  bool unmount() noexcept;
  void unmount_leftover() noexcept;

 private:
  FileDescriptor channel_;
  std::optional<UnmountHelper> unmount_helper_;
};

}  // namespace mtscomp
