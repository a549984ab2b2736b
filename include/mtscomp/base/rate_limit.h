// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A bound on bytes per second, shared by all who take from it: a token bucket
// that never holds more than a quarter of a second's worth.  Thread-safe.
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

  // Takes n_bytes and waits until they are paid for, so that what was read or
  // written in one go is made up for by a rest.  Returns early when it is asked
  // to stop.
  void take(std::uint64_t n_bytes, const std::stop_token& stop);

 private:
  Clock::time_point book(std::uint64_t n_bytes, Clock::time_point now);

  double bytes_per_second_;
  Mutex mutex_;
  // When all that was taken is paid for.
  Clock::time_point paid_at_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
