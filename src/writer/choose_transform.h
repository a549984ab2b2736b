// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds the transform that packs a recording smallest.  Tries all eight
// transforms on excerpts from the whole recording.
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "mtscomp/format/transform.h"
#include "mtscomp/writer/pack.h"

namespace mtscomp {

struct TransformEstimate {
  Transform transform;
  std::uint64_t raw_size = 0;   // Size of the excerpts, in bytes.
  std::uint64_t cbin_size = 0;  // Packed size of the excerpts, in bytes.
};

// Returns an estimate for each transform for which find_obstacle() finds
// nothing, smallest first.  Equal estimates keep the order of all_transforms(),
// which begins with mtscomp's default.  Ignores the transform of the job.
// Always uses level fast, which needs a fraction of the time of denser levels.
// Throws: as pack().
std::vector<TransformEstimate> estimate_transforms(const PackJob& job,
                                                   const PackOptions& options,
                                                   const std::stop_token& stop);

// Returns the estimate for the transform of the job, at the level of the
// options.
// Throws: as pack().
TransformEstimate estimate_transform(const PackJob& job,
                                     const PackOptions& options,
                                     const std::stop_token& stop);

}  // namespace mtscomp
