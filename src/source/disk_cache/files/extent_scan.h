// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds the extents that earlier processes left in a disk cache.
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "source/disk_cache/files/cache_directory.h"

namespace mtscomp {

struct FoundExtent {
  ExtentName name;
  std::uint64_t bytes = 0;    // On the disk.
  std::int64_t modified = 0;  // Seconds since 1970.
};

// Returns all extents, the last modified one first.  Removes temporary files,
// which a killed process left.  Ignores all other names.  A directory that
// cannot be read is skipped, with a warning.  Returns a part of the extents
// after a stop request.
// Requires: no other thread may call CacheDirectory::put().
std::vector<FoundExtent> find_extents(const CacheDirectory& directory,
                                      const std::stop_token& stop);

}  // namespace mtscomp
