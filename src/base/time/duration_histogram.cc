// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/time/duration_histogram.h"

#include <algorithm>
#include <numeric>

namespace mtscomp {

void DurationHistogram::add(std::chrono::nanoseconds duration) {
  const double seconds = std::chrono::duration<double>(duration).count();
  const auto* const bound =
      std::lower_bound(kBounds.begin(), kBounds.end(), seconds);
  ++counts_[static_cast<std::size_t>(bound - kBounds.begin())];
  sum_ += duration;
}

std::uint64_t DurationHistogram::count_up_to(std::size_t bucket) const {
  const auto end = counts_.begin() + static_cast<std::ptrdiff_t>(bucket) + 1;
  return std::accumulate(counts_.begin(), end, std::uint64_t{0});
}

std::size_t DurationHistogram::bucket_of_part(double part) const {
  const double wanted = part * static_cast<double>(count());
  std::size_t bucket = 0;
  while (static_cast<double>(count_up_to(bucket)) < wanted) {
    ++bucket;
  }
  return bucket;
}

}  // namespace mtscomp
