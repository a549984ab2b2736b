// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The configuration file of a mount:
//
//   # Empty lines and lines that start with # or ; are ignored.
//   SOURCE=/data/archive
//   MOUNTPOINT=/mnt/archive
//   OPTIONS=allow_other,cache_size=4G
//
// A value is the rest of its line, without surrounding blanks and without one
// pair of surrounding quotes.  Nothing in it is expanded.  OPTIONS is a list of
// -o options and may be repeated.
#pragma once

#include <string>
#include <string_view>

#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// Applies the text of a file to the request.  `name` is the file's name, for
// errors.
// Throws: UsageError that names file and line.
void apply_mount_config(std::string_view text, const std::string& name,
                        MountRequest& request);

// Reads and applies a file of at most 64 KiB.
// Throws: UsageError, std::system_error.
void read_mount_config(const std::string& path, MountRequest& request);

}  // namespace mtscomp
