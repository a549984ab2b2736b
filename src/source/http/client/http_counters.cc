// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/http_counters.h"

namespace mtscomp {

void HttpCounting::count_request(std::uint64_t n_bytes,
                                 std::chrono::nanoseconds first_byte) {
  const MutexLock lock(mutex_);
  ++counters_.requests;
  counters_.bytes_fetched += n_bytes;
  if (first_byte.count() > 0) {
    counters_.first_byte.add(first_byte);
  }
}

void HttpCounting::count_retry() {
  const MutexLock lock(mutex_);
  ++counters_.retries;
}

void HttpCounting::count_throttled() {
  const MutexLock lock(mutex_);
  ++counters_.throttled;
}

void HttpCounting::count_failure() {
  const MutexLock lock(mutex_);
  ++counters_.failures;
}

HttpCounters HttpCounting::counters() const {
  const MutexLock lock(mutex_);
  return counters_;
}

}  // namespace mtscomp
