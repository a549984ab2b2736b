// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What mtscompfs does: mounting, from a request to the end of the mount, and
// what else is done with a request.
#pragma once

#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// Serves until it is unmounted or a signal asks for the end.  Unless the
// request says foreground, the calling process exits with 0 as soon as the
// mount answers, and its child serves.  Returns the exit code.
// Throws: UsageError and std::system_error for what cannot be mounted.
int mount_and_serve(const MountRequest& asked);

// Prints what the mount would be.  Returns the exit code.
// Throws: as mount_and_serve(), for what would keep it from being made.
int check_mount(const MountRequest& request);

// Unmounts what mtscompfs has mounted, with or without a daemon behind it; if
// that is nothing, nothing is done.  Returns the exit code.
// Throws: UsageError, std::system_error.
int unmount(const MountRequest& request);

}  // namespace mtscomp
