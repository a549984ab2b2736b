// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A mount written down in a file, for services and for people who prefer one:
//
//   # Lines that start with # or ; say nothing, nor do empty ones.
//   SOURCE=/data/archive
//   MOUNTPOINT=/mnt/archive
//   OPTIONS=allow_other,cache_size=4G
//
// A value is the rest of its line, without blanks around it and without one
// pair of quotes around it; nothing in it is expanded.  OPTIONS, which may
// stand more than once, is what follows -o.
#pragma once

#include <string>
#include <string_view>

#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// Takes what the text says into the request; `name` is the file's, for errors.
// Throws: UsageError that names file and line.
void apply_mount_config(std::string_view text, const std::string& name,
                        MountRequest& request);

// The same of a file, 64 KiB at most.  Throws: UsageError, std::system_error.
void read_mount_config(const std::string& path, MountRequest& request);

}  // namespace mtscomp
