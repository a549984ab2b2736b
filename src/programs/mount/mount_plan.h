// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A request to mount -> its directories, and the options of each part that
// serves it.
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
  // The mount point relative to the source, if it lies inside: opening it from
  // within the mount would lead into the mount again.  Otherwise empty.
  std::string hidden_path;
  // Number of the channel to the kernel, if mount.fuse3(8) has mounted for us.
  std::optional<int> channel;
};

// Finds the directories, and checks that FUSE is available.  If the request
// says so, first unmounts the mount of a killed daemon.
// Throws: UsageError that names the missing part; std::system_error.
MountPaths prepare_mount(const MountRequest& request);

// The absolute path of a mount point, with or without a mount on it.
// Throws: UsageError.
std::string resolve_mount_point(const std::string& path);

// The request with absolute paths, and with values for all defaults.
MountRequest resolve(MountRequest request, const MountPaths& paths);

// The log for errors before the mount answers.
LogOptions start_log(const MountRequest& request);
// The log from then on.
// Throws: UsageError for a log file with the name of a recording.
LogOptions serving_log(const MountRequest& request);

// Options of mount(8), as after -o, one each.
std::vector<std::string> fuse_options(const MountRequest& request);

TreeOptions tree_options(const MountRequest& request,
                         const std::string& hidden_path);

SessionOptions session_options(const MountRequest& request);

}  // namespace mtscomp
