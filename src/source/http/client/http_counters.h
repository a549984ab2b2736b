// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Counts the work of an HttpClient.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/time/duration_histogram.h"
#include "mtscomp/base/mutex.h"

namespace mtscomp {

struct HttpCounters {
  std::uint64_t bytes_fetched = 0;  // Bytes of bodies, also of failed attempts.
  std::uint64_t requests = 0;       // Attempts are counted one by one.
  std::uint64_t retries = 0;        // Attempts after a failure.
  std::uint64_t throttled = 0;      // Answers with 429, 503 or SlowDown.
  std::uint64_t failures = 0;       // Calls that failed for good.
  // Time from the start of an attempt to the first byte of the answer.
  DurationHistogram first_byte;
};

// Thread-safe.
class HttpCounting {
 public:
  // Counts a request.  `first_byte` is 0 if there was no answer.
  void count_request(std::uint64_t n_bytes,
                     std::chrono::nanoseconds first_byte);
  void count_retry();
  void count_throttled();
  void count_failure();

  HttpCounters counters() const;

 private:
  mutable Mutex mutex_;
  HttpCounters counters_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
