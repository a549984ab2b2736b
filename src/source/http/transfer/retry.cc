// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/transfer/retry.h"

#include <algorithm>
#include <cstdint>

#include "base/text/parse_number.h"
#include "base/text/trim.h"

namespace mtscomp {

std::chrono::milliseconds backoff_delay(const RetryPolicy& policy,
                                        unsigned n_failures, double random) {
  std::chrono::milliseconds longest = policy.first_delay;
  for (unsigned i = 1; i < n_failures && longest < policy.longest_delay; ++i) {
    longest *= 2;
  }
  longest = std::min(longest, policy.longest_delay);
  return std::chrono::milliseconds(static_cast<std::int64_t>(
      random * static_cast<double>(longest.count() + 1)));
}

std::optional<std::chrono::milliseconds> parse_retry_after(
    std::string_view header, HttpTime now) {
  constexpr std::chrono::seconds kLongest = std::chrono::days(366);
  const std::string_view text = trim(header);
  const bool is_number =
      !text.empty() &&
      text.find_first_not_of("0123456789") == std::string_view::npos;
  if (is_number) {
    const auto seconds = parse_number<std::int64_t>(text);
    return std::min(std::chrono::seconds(seconds.value_or(kLongest.count())),
                    kLongest);
  }
  const std::optional<HttpTime> date = parse_http_date(text);
  if (!date) {
    return std::nullopt;
  }
  const auto delay = std::chrono::ceil<std::chrono::milliseconds>(*date - now);
  return std::clamp<std::chrono::milliseconds>(
      delay, std::chrono::milliseconds(0), kLongest);
}

std::optional<std::chrono::milliseconds> RetryBudget::next_delay(
    Clock::time_point now, double random,
    std::optional<std::chrono::milliseconds> retry_after) {
  ++n_failures_;
  const std::chrono::milliseconds delay =
      std::max(backoff_delay(policy_, n_failures_, random),
               retry_after.value_or(std::chrono::milliseconds(0)));
  return now + delay <= start_ + policy_.budget ? std::optional(delay)
                                                : std::nullopt;
}

}  // namespace mtscomp
