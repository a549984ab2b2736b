// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Options for all runs over trees (pack_tree.h, repack.h).
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "mtscomp/archive/shard.h"
#include "mtscomp/base/export.h"
#include "mtscomp/base/rate_limit.h"

namespace MTSCOMP_API mtscomp {

struct TreeOptions {
  std::string output_directory;  // Root of the mirrored tree; empty: in place.
  std::size_t n_jobs = 1;        // Recordings processed at the same time.
  Shard shard;
  // Skip recordings that were modified less than this time ago.
  std::chrono::seconds min_age{0};
  // Path of the stop file.  When it exists, the run stops at the next chunk.
  // Empty: there is no stop file.
  std::string stop_file;
  // Limits the bytes read and written per second.  nullptr: no limit.
  RateLimit* rate_limit = nullptr;
};

}  // namespace mtscomp
