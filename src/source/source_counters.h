// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Counts the requests of a source to its server, for the status of a mount.
#pragma once

#include <cstdint>
#include <optional>

#include "base/time/duration_histogram.h"
#include "source/disk_cache/disk_cache_counters.h"

namespace mtscomp {

struct SourceCounters {
  std::uint64_t bytes_fetched = 0;  // Bytes of bodies, also of failed attempts.
  std::uint64_t requests = 0;       // Attempts are counted one by one.
  std::uint64_t retries = 0;        // Attempts after the first.
  std::uint64_t throttled = 0;      // Answers with 429, 503 or SlowDown.
  std::uint64_t failures = 0;       // Requests that failed for good.
  // Time from the start of an attempt to the first byte of the answer.
  DurationHistogram first_byte;
  // Empty if the source has no disk cache.
  std::optional<DiskCacheCounters> disk_cache;
};

}  // namespace mtscomp
