// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What systemd should wait for before it starts a mount: RequiresMountsFor=
// takes no variables, so that a unit for all mounts cannot say it by itself.
#pragma once

#include <string>

#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// The text of a drop-in for the service of one configuration: the source, and
// the directory above the mount point, have to be mounted.  Not the mount point
// itself, whose mount is the service's own doing; for the same reason not the
// source either where it is mounted over.
std::string systemd_generator(const MountRequest& request);

// Writes <directory>/mtscompfs@NAME.service.d/50-mounts.conf for each NAME.conf
// in config_directory.  What is wrong in one of these is told on stderr, and
// the others are written.  Returns whether nothing was wrong.
// Throws: std::filesystem::filesystem_error if config_directory cannot be read.
bool write_mount_orderings(const std::string& config_directory,
                           const std::string& directory);

}  // namespace mtscomp
