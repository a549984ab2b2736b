// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// How a mount is doing: the contents of the files in its .mtscompfs directory,
// and the same for people.
#pragma once

#include <cstdint>
#include <string>

#include "cache/chunk_cache.h"
#include "filesystem/fuse/session.h"
#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {

struct MountStatus {
  MountRequest request;  // With paths that are absolute, and no defaults left.
  std::string decoder;   // What inflates chunks.
  double uptime = 0;     // Seconds.
  CacheCounters cache;
  OpenHandles open;
  std::uint64_t n_inodes = 0;  // That the kernel knows.
  std::uint64_t n_headers_read = 0;
  std::uint64_t header_memory = 0;  // Bytes.
  std::uint64_t n_problems = 0;
};

// status.json, with a newline at the end.
std::string status_json(const MountStatus& status);

// metrics.prom, in the text format of Prometheus, version 0.0.4.
std::string status_metrics(const MountStatus& status);

// For people, from the text of status.json and of `problems`.
// Throws: FormatError if the first is not what status_json() gives.
std::string describe_status(const std::string& json,
                            const std::string& problems);

}  // namespace mtscomp
