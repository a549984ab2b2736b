// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Mounting: from a request to the end of the mount.
#pragma once

#include "programs/mtscompfs_options.h"

namespace mtscomp {

// Serves until it is unmounted or a signal asks for the end.  Unless the
// request says foreground, the calling process exits with 0 as soon as the
// mount answers, and its child serves.  Returns the exit code.
// Throws: UsageError and std::system_error for what cannot be mounted.
int mount_and_serve(const MountRequest& request);

}  // namespace mtscomp
