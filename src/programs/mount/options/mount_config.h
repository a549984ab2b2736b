// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The configuration file of a mount:
//
//   # Empty lines and lines that start with # or ; are ignored.
//   SOURCE=/data/archive
//   MOUNTPOINT=/mnt/archive
//   OPTIONS=allow_other,cache_size=4G
//
// SOURCE can also be an address, such as https://host/path.
// A value is the rest of the line after the first =.  Surrounding blanks and
// one pair of surrounding quotes are removed.  Variables in a value are not
// expanded.  OPTIONS is a list of -o options.  A file may have several OPTIONS
// lines.
#pragma once

#include <string>
#include <string_view>

#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

// Applies the text of a configuration file to the request.  `name` is the
// file's name, for messages.
// Throws: UsageError.  The message names the file and the line.
void apply_mount_config(std::string_view text, const std::string& name,
                        MountRequest& request);

// Reads a configuration file of at most 64 KiB and applies it.
// Throws: UsageError, std::system_error.
void read_mount_config(const std::string& path, MountRequest& request);

}  // namespace mtscomp
