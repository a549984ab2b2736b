// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/connection_limit.h"

#include <algorithm>

namespace mtscomp {

void ConnectionLimit::succeed() {
  if (limit_ == most_) {
    return;
  }
  if (++n_successes_ >= limit_ * kSuccessesPerConnection) {
    n_successes_ = 0;
    ++limit_;
  }
}

void ConnectionLimit::slow_down(Clock::time_point sent, Clock::time_point now) {
  n_successes_ = 0;
  if (sent < last_reduction_) {
    return;
  }
  limit_ = std::max<std::size_t>(limit_ / 2, 1);
  last_reduction_ = now;
}

}  // namespace mtscomp
