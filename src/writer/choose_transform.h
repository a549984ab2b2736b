// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds the transform that packs a recording smallest: tries all eight on
// excerpts spread over the recording.
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
  std::uint64_t cbin_size = 0;  // Their packed size, in bytes.
};

// Returns an estimate for each transform without an obstacle (see pack.h),
// smallest first.  Equal estimates keep the order of all_transforms(), which
// begins with mtscomp's default.  The transform of the job and the level of the
// options are ignored: level fast needs a fraction of the time of denser
// levels.
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
