// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Undoes the differences that packing computed.  Works in place, on
// sample-major values.
//
// Integers wrap modulo 2^n.  Floats are summed strictly in sequence, in their
// own type.  float16 is summed in float32, and every sum is rounded to float16.
// NumPy's cumsum does the same, so a lossy float recording decodes to the same
// bytes as in mtscomp.
#pragma once

#include <cstddef>
#include <span>

#include "mtscomp/codec/chunk_layout.h"

namespace mtscomp {

// Computes cumulative sums along channels if do_spatial_diff is set, then along
// time if do_time_diff is set.  chunk_order is ignored.  `previous` is the
// sample before the first sample, with its differences undone.  `previous` is
// empty if `samples` starts at the start of the chunk.
// Requires: samples.size() is a multiple of layout.sample_size().
// previous.size() is layout.sample_size() or 0.
void undo_differences(std::span<std::byte> samples, const ChunkLayout& layout,
                      std::span<const std::byte> previous = {});

}  // namespace mtscomp
