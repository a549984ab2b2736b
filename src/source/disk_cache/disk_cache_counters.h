// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Counters of a disk cache, for status and metrics.
#pragma once

#include <cstdint>

namespace mtscomp {

struct DiskCacheCounters {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
  std::uint64_t bytes = 0;      // On the disk; 0 until the files were found.
  std::uint64_t evictions = 0;  // Files that were removed to make room.
  std::uint64_t corrupt = 0;    // Files that were damaged; also misses.
  std::uint64_t dropped = 0;    // Extents that were not written.
};

}  // namespace mtscomp
