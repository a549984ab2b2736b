// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Chooses the segments of the chunks of a recording.
#pragma once

#include <cstddef>
#include <cstdint>

#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/format/header.h"
#include "mtscomp/format/segments.h"
#include "mtscomp/writer/pack.h"

namespace mtscomp {

// Returns segments for chunks of at most `length` samples, without a table.
// Their sizes are as even as possible.  If n_segments is 0, the number of
// segments depends on the size of a chunk; 1 means no segments.  Chunks with
// few channels (channel-major) or samples (sample-major) get fewer segments.
// Long chunks get more than n_segments, because the size of a segment has 24
// bits in the table; none if that is not enough.
//
// The last channel of 16, 32, 48, ... channels and one more is the
// synchronization channel of a probe.  In channel-major order, it gets a
// segment of its own, in addition to n_segments: it can then be read alone.
Segments choose_segments(const ChunkLayout& layout, std::uint64_t length,
                         std::size_t n_segments);

// Does the same for the chunks of a recording.  Empty if the level or the
// layout allows no segments, or if the table would use most of the largest
// allowed header.  Requires: the header has chunk_bounds.
Segments choose_segments(const Header& header, const ChunkLayout& layout,
                         const PackOptions& options);

}  // namespace mtscomp
