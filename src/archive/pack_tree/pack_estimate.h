// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Estimates the size and time of packing one recording, from excerpts.
#pragma once

#include <cstdint>
#include <stop_token>

#include "mtscomp/writer/pack.h"

namespace mtscomp {

struct PackEstimate {
  std::uint64_t cbin_size = 0;  // Bytes.
  double thread_seconds = 0;    // Time for one thread, in seconds.
};

// Encodes excerpts and extrapolates to the whole recording of `raw_size` bytes.
// If `auto_transform` is true, tries all transforms and returns the smallest
// result.
// Throws: as pack().
PackEstimate estimate_pack(const PackJob& job, const PackOptions& options,
                           bool auto_transform, std::uint64_t raw_size,
                           const std::stop_token& stop);

}  // namespace mtscomp
