// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Orders the service of each mount after the mounts that it needs.
// RequiresMountsFor= accepts no variables, so one unit for all mounts cannot
// contain it.
#pragma once

#include <string>

#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// Text of a drop-in for the service of one configuration: the source and the
// parent directory of the mount point must be mounted first.  The mount point
// itself is not listed, because the service mounts it; neither is a source that
// is also the mount point.
std::string systemd_generator(const MountRequest& request);

// Writes <directory>/mtscompfs@NAME.service.d/50-mounts.conf for each NAME.conf
// in config_directory.  Errors in one of these files are printed on stderr, and
// the others are written.  Returns false after an error.
// Throws: std::filesystem::filesystem_error if config_directory cannot be read.
bool write_mount_orderings(const std::string& config_directory,
                           const std::string& directory);

}  // namespace mtscomp
