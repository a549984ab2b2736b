// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The actions of mtscompfs: mount and serve, check a request, unmount.
#pragma once

#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// Serves until it is unmounted, or until SIGINT or SIGTERM.  Without
// request.foreground, the calling process exits with 0 when the mount answers,
// and its child serves.  Returns the exit code.
// Throws: UsageError and std::system_error if mounting fails.
int mount_and_serve(const MountRequest& asked);

// Checks whether the mount could be made, and prints its directories.  Returns
// the exit code.
// Throws: like mount_and_serve().
int check_mount(const MountRequest& request);

// Unmounts a mount of mtscompfs, with or without a running daemon.  Does
// nothing if there is no such mount.  Returns the exit code. Throws:
// UsageError, std::system_error.
int unmount(const MountRequest& request);

}  // namespace mtscomp
