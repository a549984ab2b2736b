// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Makes systemd start the service of each mount after the mounts that the
// service needs.  RequiresMountsFor= accepts no variables, so the common unit
// mtscompfs@.service cannot contain this setting.
#pragma once

#include <string>

#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// Returns the text of a drop-in for the service of one configuration.  The
// drop-in lists the directories that must be mounted first: the source and the
// parent of the mount point.  For an archive on a server, the drop-in lists the
// directory of the disk cache, the manifest and the certificates in place of
// the source.  The drop-in does not list the mount point itself, because the
// service mounts there.  For the same reason, the drop-in does not list a
// source that is also the mount point.
std::string systemd_generator(const MountRequest& request);

// Writes <directory>/mtscompfs@NAME.service.d/50-mounts.conf for each NAME.conf
// in config_directory, and mtscompfs-remote@NAME.service.d for an archive on a
// server.  If a NAME.conf has an error, prints the error to stderr
// and continues with the next file.  Returns true if no NAME.conf had an error,
// and false if one had an error.
// Throws: std::filesystem::filesystem_error if config_directory cannot be read.
bool write_mount_orderings(const std::string& config_directory,
                           const std::string& directory);

}  // namespace mtscomp
