// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/rate_limit.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace mtscomp {
namespace {

constexpr std::chrono::milliseconds kBurst(250);

// Uses a mutex of its own, so a sleeping caller does not block other callers.
void sleep_until(RateLimit::Clock::time_point when,
                 const std::stop_token& stop) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any().wait_until(lock, stop, when,
                                           [] { return false; });
}

}  // namespace

RateLimit::RateLimit(double bytes_per_second)
    : bytes_per_second_(bytes_per_second), paid_at_(Clock::now()) {}

void RateLimit::take(std::uint64_t n_bytes, const std::stop_token& stop) {
  sleep_until(book(n_bytes, Clock::now()), stop);
}

// Unused bandwidth is lost, except for the last kBurst.
RateLimit::Clock::time_point RateLimit::book(std::uint64_t n_bytes,
                                             Clock::time_point now) {
  const std::chrono::duration<double> cost(static_cast<double>(n_bytes) /
                                           bytes_per_second_);
  const MutexLock lock(mutex_);
  paid_at_ = std::max(paid_at_, now - kBurst) +
             std::chrono::duration_cast<Clock::duration>(cost);
  return paid_at_;
}

}  // namespace mtscomp
