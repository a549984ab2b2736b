// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A limit on bytes per second, which all callers share: a token bucket.  After
// a pause, callers may use at most the bytes of a quarter of a second at once.
// Thread-safe.
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

  // Requires: bytes_per_second > 0.
  explicit RateLimit(double bytes_per_second);

  // Counts n_bytes, which the caller has read or written, or will read or write
  // next.  Waits until the average rate is below the limit, or until `stop` is
  // requested.
  void take(std::uint64_t n_bytes, const std::stop_token& stop);

 private:
  Clock::time_point book(std::uint64_t n_bytes, Clock::time_point now);

  double bytes_per_second_;
  Mutex mutex_;
  // Time at which all counted bytes are within the limit.
  Clock::time_point paid_at_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
