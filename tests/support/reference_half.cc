// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/reference_half.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace mtscomp {
namespace {

constexpr std::uint16_t kInfinity = 0x7c00;
constexpr std::uint16_t kNan = 0x7e00;
constexpr std::uint16_t kSign = 0x8000;

double magnitude_value(int magnitude) {
  const int exponent = magnitude / 1024;
  const int fraction = magnitude % 1024;
  if (exponent == 31) {
    return fraction == 0 ? std::numeric_limits<double>::infinity()
                         : std::numeric_limits<double>::quiet_NaN();
  }
  return exponent == 0 ? std::ldexp(fraction, -24)
                       : std::ldexp(1024 + fraction, exponent - 25);
}

// The values of 0x0000 to 0x7c00, ascending.  Infinity has the value that the
// next half would have: that is how IEEE 754 rounds up to it.
std::vector<double> list_magnitudes() {
  std::vector<double> values;
  for (int magnitude = 0; magnitude < kInfinity; ++magnitude) {
    values.push_back(magnitude_value(magnitude));
  }
  values.push_back(65536.0);
  return values;
}

std::uint16_t nearest_magnitude(double value) {
  static const std::vector<double> kValues = list_magnitudes();
  const auto above = std::upper_bound(kValues.begin(), kValues.end(), value);
  if (above == kValues.end()) {
    return kInfinity;
  }
  const auto below = above - 1;
  const bool below_is_even = (below - kValues.begin()) % 2 == 0;
  const double to_below = value - *below;
  const double to_above = *above - value;
  const bool is_below =
      to_below < to_above || (to_below == to_above && below_is_even);
  return static_cast<std::uint16_t>((is_below ? below : above) -
                                    kValues.begin());
}

}  // namespace

double reference_half_value(std::uint16_t half) {
  const double magnitude = magnitude_value(half % kSign);
  return half >= kSign ? -magnitude : magnitude;
}

std::uint16_t reference_nearest_half(double value) {
  if (std::isnan(value)) {
    return kNan;
  }
  const std::uint16_t magnitude = nearest_magnitude(std::fabs(value));
  return std::signbit(value) ? static_cast<std::uint16_t>(magnitude + kSign)
                             : magnitude;
}

}  // namespace mtscomp
