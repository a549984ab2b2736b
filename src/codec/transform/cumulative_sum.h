// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Undoes the differences that packing took, in place, on sample-major values.
//
// Integers wrap modulo 2^n.  Floats are summed strictly in sequence in their
// own type, and float16 in float32 with each sum rounded: what NumPy's cumsum
// does, so that a lossy float recording comes back with mtscomp's own bytes.
#pragma once

#include <cstddef>
#include <span>

#include "mtscomp/codec/chunk_layout.h"

namespace mtscomp {

// Cumulative sums along channels (do_spatial_diff), then along time
// (do_time_diff), as far as the layout asks for them; chunk_order is ignored.
// `previous` is the sample before the first, already undone; without one, they
// are the first samples of their chunk.
// Requires: samples.size() is a multiple of layout.sample_size(), and
// previous.size() is that or 0.
void undo_differences(std::span<std::byte> samples, const ChunkLayout& layout,
                      std::span<const std::byte> previous = {});

}  // namespace mtscomp
