// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds the transform that packs a recording smallest.  Tries all eight
// transforms on excerpts from the whole recording.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "mtscomp/format/transform.h"
#include "mtscomp/writer/pack.h"

namespace mtscomp {

struct TransformEstimate {
  Transform transform;
  std::uint64_t raw_size = 0;   // Size of the excerpts, in bytes.
  std::uint64_t cbin_size = 0;  // Packed size of the excerpts, in bytes.
};

// A recording to try transforms on.
struct TrialSamples {
  std::string path;  // For messages.
  ChunkLayout layout;
  std::uint64_t n_samples = 0;
  // Fills `samples`, beginning with sample `first_sample`.  Called by any
  // thread of a pool; `thread` is its number.
  std::function<void(std::uint64_t first_sample, std::span<std::byte> samples,
                     std::size_t thread)>
      read;
};

// Returns an estimate for each transform for which find_obstacle() finds
// nothing, smallest first.  Equal estimates keep the order of all_transforms(),
// which begins with mtscomp's default.  Ignores the transform of the job.
// Always uses level fast, which needs a fraction of the time of denser levels.
// Throws: as pack().
std::vector<TransformEstimate> estimate_transforms(const PackJob& job,
                                                   const PackOptions& options,
                                                   const std::stop_token& stop);

// The same, for samples from elsewhere.
// Throws: Stopped; exceptions of samples.read().
std::vector<TransformEstimate> estimate_transforms(const TrialSamples& samples,
                                                   const PackOptions& options,
                                                   const std::stop_token& stop);

// Returns the estimate for the transform of the job, at the level of the
// options.
// Throws: as pack().
TransformEstimate estimate_transform(const PackJob& job,
                                     const PackOptions& options,
                                     const std::stop_token& stop);

}  // namespace mtscomp
