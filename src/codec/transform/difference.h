// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Computes the differences of packing, in place, on sample-major values: the
// inverse of cumulative_sum.
//
// Integers wrap modulo 2^n.  Floats are subtracted in their own type; float16
// is subtracted in float32, and the difference is rounded, like in NumPy's
// diff.
#pragma once

#include <cstddef>
#include <span>

#include "mtscomp/codec/chunk_layout.h"

namespace mtscomp {

// Computes differences along time if do_time_diff, then along channels if
// do_spatial_diff; chunk_order is ignored.  `previous` is the recorded sample
// before the first one; empty if `samples` starts at the start of the chunk.
// Requires: samples.size() is a multiple of layout.sample_size(), and
// previous.size() is layout.sample_size() or 0.
void take_differences(std::span<std::byte> samples, const ChunkLayout& layout,
                      std::span<const std::byte> previous = {});

}  // namespace mtscomp
