// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What a mount needs before it can be made: its two directories, and FUSE.
#pragma once

#include <optional>
#include <string>

#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// Absolute, without symbolic links.
struct MountPaths {
  std::string source;
  std::string mount_point;
  // Where the mount point lies inside the source: looking at it from within
  // the mount would lead into the mount again.  Empty if it lies elsewhere.
  std::string hidden_path;
  // The number of the channel to the kernel, where another has mounted for us.
  std::optional<int> channel;
};

// A mount that a killed daemon left at the mount point is taken away first if
// the request says so.
// Throws: UsageError that says what is missing, std::system_error.
MountPaths prepare_mount(const MountRequest& request);

// The absolute path of a mount point, whatever is mounted there.
// Throws: UsageError.
std::string resolve_mount_point(const std::string& path);

}  // namespace mtscomp
