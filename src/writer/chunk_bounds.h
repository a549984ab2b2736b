// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Cuts a recording into chunks.
#pragma once

#include <cstdint>
#include <vector>

namespace mtscomp {

// Returns the first sample of each chunk, then n_samples, as mtscomp computes
// them.  A chunk has chunk_duration * sample_rate samples, rounded to the
// nearest integer (halves to even).  The last chunk has the remaining samples.
// Requires: n_samples > 0.
// Throws: UsageError if a chunk would have no sample, or more than 2^53.
std::vector<std::uint64_t> make_chunk_bounds(std::uint64_t n_samples,
                                             double chunk_duration_seconds,
                                             double sample_rate_hz);

}  // namespace mtscomp
