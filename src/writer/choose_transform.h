// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which of the eight transforms packs a recording smallest, by trying them all
// on chunks spread over it.
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "mtscomp/format/transform.h"
#include "mtscomp/writer/pack.h"

namespace mtscomp {

struct TransformEstimate {
  Transform transform;
  std::uint64_t raw_size = 0;   // Bytes of the samples that were tried.
  std::uint64_t cbin_size = 0;  // Bytes that they pack to.
};

// All that have no obstacle (see pack.h), smallest first; of equals, mtscomp's
// own.  The job's own layout is ignored but for dtype and channels, and so is
// the level of the options: all are tried at level fast, in a fraction of the
// time that the denser ones take.  Chunks are tried shortened.
// Throws: as pack().
std::vector<TransformEstimate> estimate_transforms(const PackJob& job,
                                                   const PackOptions& options,
                                                   const std::stop_token& stop);

// The same for the job's own layout alone, at the level of the options.
// Throws: as pack().
TransformEstimate estimate_transform(const PackJob& job,
                                     const PackOptions& options,
                                     const std::stop_token& stop);

}  // namespace mtscomp
