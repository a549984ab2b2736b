// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The -o options for archives on servers.
#pragma once

#include <string>
#include <string_view>

#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// Applies the option to request.remote.  Returns false if this is no option for
// archives on servers.  `option` is the whole text, NAME or NAME=VALUE.
// Throws: UsageError.  The message names the option.
bool apply_remote_option(const std::string& option, std::string_view name,
                         const std::string& value, MountRequest& request);

}  // namespace mtscomp
