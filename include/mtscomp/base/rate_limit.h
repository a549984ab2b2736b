// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Limits the number of bytes per second of all callers together (a token
// bucket).  After a pause, callers may use the bytes of at most a quarter of a
// second without waiting.  Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <stop_token>

#include "mtscomp/base/export.h"
#include "mtscomp/base/mutex.h"

namespace MTSCOMP_API mtscomp {

class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;

  // Requires: bytes_per_second must be above 0.
  explicit RateLimit(double bytes_per_second);

  // Counts n_bytes, which the caller has read or written, or will read or write
  // next.  Then waits until the average rate is below the limit, or until a
  // stop is requested by `stop`.
  void take(std::uint64_t n_bytes, const std::stop_token& stop);

 private:
  Clock::time_point book(std::uint64_t n_bytes, Clock::time_point now);

  double bytes_per_second_;
  Mutex mutex_;
  // Time at which all counted bytes are within the limit.
  Clock::time_point paid_at_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
