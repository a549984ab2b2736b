// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Delays between attempts of one request: exponential backoff with full jitter,
// within a total budget.
// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
//
// Time and random numbers are arguments, so results can be predicted.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "source/http/transfer/http_date.h"

namespace mtscomp {

struct RetryPolicy {
  // The longest delay after the first failure.  Doubles with each failure.
  std::chrono::milliseconds first_delay{200};
  std::chrono::milliseconds longest_delay{10'000};
  // From the first attempt to the start of the last one.
  std::chrono::milliseconds budget{60'000};
};

// Returns a delay from 0 to the longest one after `n_failures` failures.
// Requires: `n_failures` must be at least 1, and `random` at least 0 and less
// than 1.
std::chrono::milliseconds backoff_delay(const RetryPolicy& policy,
                                        unsigned n_failures, double random);

// Parses the header Retry-After, which is a number of seconds or a date (RFC
// 9110, section 10.2.3).  Returns the delay from `now`; 0 if the date has
// passed; at most one year.  Returns nothing for other texts.
std::optional<std::chrono::milliseconds> parse_retry_after(
    std::string_view header, HttpTime now);

// Counts the failures of one request.  Not safe for use by several threads.
class RetryBudget {
 public:
  using Clock = std::chrono::steady_clock;

  RetryBudget(const RetryPolicy& policy, Clock::time_point start)
      : policy_(policy), start_(start) {}

  // Call after each failure.  Returns the delay until the next attempt, or
  // nothing if the next attempt would begin after the end of the budget.
  // `retry_after` is the delay that the server asks for; the delay is never
  // shorter.
  std::optional<std::chrono::milliseconds> next_delay(
      Clock::time_point now, double random,
      std::optional<std::chrono::milliseconds> retry_after = std::nullopt);

  unsigned n_failures() const { return n_failures_; }

 private:
  RetryPolicy policy_;
  Clock::time_point start_;
  unsigned n_failures_ = 0;
};

}  // namespace mtscomp
