// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The status of a mount, and the content of status.json and metrics.prom.
// Programs read these two files in the mount's .mtscompfs directory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cache/chunk_cache.h"
#include "filesystem/fuse/session.h"
#include "mtscomp/base/json.h"
#include "programs/mount/options/mtscompfs_options.h"
#include "reader/parallel_decoder.h"
#include "source/source_counters.h"

namespace mtscomp {

struct MountStatus {
  MountRequest request;  // Result of resolve().
  std::string decoder;   // The decoder's name.
  double uptime = 0;     // Seconds.
  CacheCounters cache;
  SegmentCounters segments;
  std::optional<SourceCounters> source;  // Empty for a local source.
  OpenHandles open;
  std::uint64_t n_inodes = 0;  // Inodes that the kernel uses.
  std::uint64_t n_headers_read = 0;
  std::uint64_t header_memory = 0;  // Bytes.
  std::uint64_t n_problems = 0;
};

// Returns the content of status.json, with a newline at the end.
std::string status_json(const MountStatus& status);

// Returns the content of metrics.prom, in Prometheus' text format, version
// 0.0.4.
std::string status_metrics(const MountStatus& status);

// Returns the options of the mount, as in status.json.
JsonObject status_options(const MountRequest& request);

}  // namespace mtscomp
