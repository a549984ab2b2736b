// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Takes the differences that packing stores, in place, on sample-major values:
// the mirror of cumulative_sum.
//
// Integers wrap modulo 2^n.  Floats are subtracted in their own type, and
// float16 in float32 with the difference rounded: what NumPy's diff does.
#pragma once

#include <cstddef>
#include <span>

#include "mtscomp/codec/chunk_layout.h"

namespace mtscomp {

// Differences along time (do_time_diff), then along channels (do_spatial_diff),
// as far as the layout asks for them; chunk_order is ignored.  `previous` is
// the sample before the first, as it was recorded; without one, they are the
// first samples of their chunk.
// Requires: samples.size() is a multiple of layout.sample_size(), and
// previous.size() is that or 0.
void take_differences(std::span<std::byte> samples, const ChunkLayout& layout,
                      std::span<const std::byte> previous = {});

}  // namespace mtscomp
