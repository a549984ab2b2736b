// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses the options of -o: options of mtscompfs, options of the kernel and of
// libfuse, and options that only mount(8) and systemd read.
#pragma once

#include <string>
#include <string_view>

#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// Applies one comma-separated list of options to the request.  A comma after a
// backslash is part of a value.  Later options replace earlier ones.
// Throws: UsageError.  The message names the option.
void apply_mount_options(std::string_view list, MountRequest& request);

}  // namespace mtscomp
