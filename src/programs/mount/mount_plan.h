// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A request to mount -> the options of each part that serves it.
#pragma once

#include <string>
#include <vector>

#include "base/log/log.h"
#include "filesystem/fuse/session.h"
#include "filesystem/view/source_tree.h"
#include "programs/mount/mount_paths.h"
#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// What was asked, with absolute paths and with what the defaults come to here.
MountRequest resolve(MountRequest request, const MountPaths& paths);

// Of what goes wrong before the mount answers.
LogOptions start_log(const MountRequest& request);
// From then on.
// Throws: UsageError for a log file with the name of a recording.
LogOptions serving_log(const MountRequest& request);

// As after -o, one each.
std::vector<std::string> fuse_options(const MountRequest& request);

TreeOptions tree_options(const MountRequest& request,
                         const std::string& hidden_path);

SessionOptions session_options(const MountRequest& request);

}  // namespace mtscomp
