// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Computes the differences for packing, which cumulative_sum.h undoes.  Works
// in place, on sample-major values.
//
// Integers wrap modulo 2^n.  Floats are subtracted in their own type.  float16
// is subtracted in float32, and every difference is rounded to float16.
// NumPy's diff does the same.
#pragma once

#include <cstddef>
#include <span>

#include "mtscomp/codec/chunk_layout.h"

namespace mtscomp {

// Computes differences along time if do_time_diff is set, then along channels
// if do_spatial_diff is set.  chunk_order is ignored.  `previous` is the
// recorded sample before the first sample.  `previous` is empty if `samples`
// starts at the start of the chunk.  Requires: samples.size() is a multiple of
// layout.sample_size().  previous.size() is layout.sample_size() or 0.
void take_differences(std::span<std::byte> samples, const ChunkLayout& layout,
                      std::span<const std::byte> previous = {});

}  // namespace mtscomp
