// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Prepares a mount.  Finds the directories that a MountRequest names, and fills
// in the defaults of the MountRequest.  Makes options for libfuse, the log, the
// source, its view and the session from the MountRequest.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/log/log.h"
#include "filesystem/fuse/session.h"
#include "filesystem/view/source_tree.h"
#include "programs/mount/options/mtscompfs_options.h"
#include "source/local/local_root.h"

namespace mtscomp {

// All paths except hidden_path are absolute, without symbolic links.
struct MountPaths {
  std::string source;  // Or an address.
  std::string mount_point;
  // Path of the mount point relative to the source.  Empty if the mount point
  // is not inside the source.  The view omits this directory: opening it would
  // lead into the mount again.
  std::string hidden_path;
  // Descriptor number of the open /dev/fuse, if mount.fuse3(8) has mounted.
  std::optional<int> channel;
};

// Finds the directories, and checks that FUSE is available.  With
// request.cleanup, first unmounts the mount of a killed daemon.
// Throws: UsageError if a directory or /dev/fuse is missing; std::system_error.
MountPaths prepare_mount(const MountRequest& request);

// Returns the absolute path of a mount point.  Works even if the daemon of a
// mount at this path does not answer.
// Throws: UsageError.
std::string resolve_mount_point(const std::string& path);

// Returns the request with the directories of `paths`, and with a value for
// each setting that the user did not set.
MountRequest resolve(MountRequest request, const MountPaths& paths);

// Returns the options of the log for the time before the mount answers.
LogOptions start_log(const MountRequest& request);
// Returns the options of the log for the time after the mount answers.
// Throws: UsageError if the log file has the name of a recording.
LogOptions serving_log(const MountRequest& request);

// Returns the options for mounting.  Each element is one -o option.
std::vector<std::string> fuse_options(const MountRequest& request);

// Requires: the source is local.
LocalSourceOptions source_options(const MountRequest& request);

TreeOptions tree_options(const MountRequest& request,
                         const std::string& hidden_path);

SessionOptions session_options(const MountRequest& request);

}  // namespace mtscomp
