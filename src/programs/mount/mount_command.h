// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The actions of mtscompfs: mount and serve, check a request, unmount.
#pragma once

#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// Mounts, and serves until the file system is unmounted or until SIGINT or
// SIGTERM.  If asked.foreground is false, a child process serves, and the
// calling process exits with 0 when the mount answers.  Returns the exit code.
// Throws: UsageError and std::system_error if mounting fails.
int mount_and_serve(const MountRequest& asked);

// Checks whether mount_and_serve() could mount, and prints the source and the
// mount point.  Returns the exit code.
// Throws: like mount_and_serve().
int check_mount(const MountRequest& request);

// Unmounts a mount of mtscompfs, even if its daemon was killed.  Does nothing
// if there is no such mount.  Returns the exit code.
// Throws: UsageError, std::system_error.
int unmount(const MountRequest& request);

}  // namespace mtscomp
