// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What follows -o: our own options, the kernel's and libfuse's, and what only
// mount(8) and systemd read.
#pragma once

#include <string>
#include <string_view>

#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// Takes one comma-separated list into the request.  A backslash before a comma
// keeps it.  Later options win over earlier ones.
// Throws: UsageError that names the option.
void apply_mount_options(std::string_view list, MountRequest& request);

}  // namespace mtscomp
