// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/chunk_bounds.h"

#include <fmt/format.h>

#include <cmath>

#include "mtscomp/base/error.h"

namespace mtscomp {

std::vector<std::uint64_t> make_chunk_bounds(std::uint64_t n_samples,
                                             double chunk_duration_seconds,
                                             double sample_rate_hz) {
  constexpr double kMostSamples = 9007199254740992.0;  // 2^53: exact doubles.
  // nearbyint() rounds halves to even, as numpy.round does.
  const double length = std::nearbyint(chunk_duration_seconds * sample_rate_hz);
  if (!(length >= 1 && length <= kMostSamples)) {
    throw UsageError(
        fmt::format("chunks of {} s at {} Hz would have {} samples; choose a "
                    "duration (-c) that gives 1 to 2^53 samples",
                    chunk_duration_seconds, sample_rate_hz, length));
  }
  std::vector<std::uint64_t> bounds;
  for (std::uint64_t first = 0; first < n_samples;
       first += static_cast<std::uint64_t>(length)) {
    bounds.push_back(first);
  }
  bounds.push_back(n_samples);
  return bounds;
}

}  // namespace mtscomp
