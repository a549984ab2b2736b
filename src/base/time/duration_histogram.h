// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Counts durations in fixed buckets, from one millisecond to 50 seconds.  Not
// thread-safe: callers must hold the mutex that protects this object.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace mtscomp {

class DurationHistogram {
 public:
  // Upper bounds of the buckets, in seconds, inclusive.  One more bucket,
  // without a bound, counts longer durations.
  static constexpr std::array<double, 15> kBounds = {
      0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2,
      0.5,   1,     2,     5,    10,   20,   50};

  void add(std::chrono::nanoseconds duration);

  // Returns the number of durations that were added.
  std::uint64_t count() const { return count_up_to(kBounds.size()); }
  // Returns the sum of all durations, in seconds.
  double sum() const { return std::chrono::duration<double>(sum_).count(); }
  // Returns the number of durations in `bucket` and in all buckets before it.
  // Requires: `bucket` must be at most kBounds.size().
  std::uint64_t count_up_to(std::size_t bucket) const;

  // Returns the first bucket for which count_up_to(bucket) is at least the
  // fraction `part` of count().  With 0.5, this is the bucket of the median.
  // Requires: `part` must be above 0 and at most 1.  count() must not be 0.
  std::size_t bucket_of_part(double part) const;

 private:
  std::array<std::uint64_t, kBounds.size() + 1> counts_ = {};
  std::chrono::nanoseconds sum_{};
};

}  // namespace mtscomp
