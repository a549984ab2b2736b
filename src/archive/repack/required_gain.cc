// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/repack/required_gain.h"

#include <algorithm>

namespace mtscomp {
namespace {

// The most that the default number of segments costs (choose_segments.cc).
constexpr double kCostOfSegments = 0.002;

// If the user gave no number of segments, any segments are fine.
bool lacks(const Header& header, const Segments& segments,
           const RepackOptions& options) {
  return !segments.empty() &&
         (options.n_segments == 0
              ? header.segments.empty()
              : header.segments.bounds() != segments.bounds());
}

}  // namespace

double required_gain(const Header& header, const Segments& segments,
                     const RepackOptions& options) {
  return lacks(header, segments, options)
             ? std::min(options.min_gain, -kCostOfSegments)
             : options.min_gain;
}

}  // namespace mtscomp
