// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decides how many connections are used at once: all that the user allows, and
// fewer while the server asks for fewer requests.  Halves the number after such
// an answer, and adds one connection after many successes.  Not thread-safe.
#pragma once

#include <chrono>
#include <cstddef>

namespace mtscomp {

class ConnectionLimit {
 public:
  using Clock = std::chrono::steady_clock;

  // One connection is added after this many successes of each connection.
  static constexpr std::size_t kSuccessesPerConnection = 4;

  // Requires: `most` must be at least 1.
  explicit ConnectionLimit(std::size_t most) : most_(most), limit_(most) {}

  std::size_t get() const { return limit_; }

  void succeed();
  // Call at `now` if the server asks for fewer requests in its answer to a
  // request that was sent at `sent`.  Requests that were sent before the last
  // reduction change nothing, because several connections get such an answer at
  // once.
  void slow_down(Clock::time_point sent, Clock::time_point now);

 private:
  std::size_t most_;
  std::size_t limit_;
  std::size_t n_successes_ = 0;  // Since the last change.
  Clock::time_point last_reduction_ = Clock::time_point::min();
};

}  // namespace mtscomp
