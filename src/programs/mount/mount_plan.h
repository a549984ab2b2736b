// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Turns a request to mount into its directories, and into options for each
// component that serves it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/log/log.h"
#include "filesystem/fuse/session.h"
#include "filesystem/view/source_tree.h"
#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// Absolute, without symbolic links.
struct MountPaths {
  std::string source;
  std::string mount_point;
  // Path of the mount point relative to the source if it is inside it, else
  // empty.  Opening it from within the mount would lead into the mount again.
  std::string hidden_path;
  // Number of the channel to the kernel, if mount.fuse3(8) has mounted for us.
  std::optional<int> channel;
};

// Finds the directories, and checks that FUSE is available.  With
// request.cleanup, first unmounts the mount of a killed daemon.
// Throws: UsageError that names the missing part; std::system_error.
MountPaths prepare_mount(const MountRequest& request);

// The absolute path of a mount point, with or without a mount on it.
// Throws: UsageError.
std::string resolve_mount_point(const std::string& path);

// The request with absolute paths, and with values for all defaults.
MountRequest resolve(MountRequest request, const MountPaths& paths);

// The log for errors before the mount answers.
LogOptions start_log(const MountRequest& request);
// The log after that.
// Throws: UsageError for a log file with the name of a recording.
LogOptions serving_log(const MountRequest& request);

// Options of mount(8), one -o option each.
std::vector<std::string> fuse_options(const MountRequest& request);

TreeOptions tree_options(const MountRequest& request,
                         const std::string& hidden_path);

SessionOptions session_options(const MountRequest& request);

}  // namespace mtscomp
