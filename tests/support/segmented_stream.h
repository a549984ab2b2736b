// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Makes segmented chunks by zlib and the reference codec, without the project's
// encoder.
#pragma once

#include <span>
#include <vector>

#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/format/segments.h"
#include "support/bytes.h"

namespace mtscomp {

struct SegmentedBytes {
  Bytes bytes;  // A zlib stream.
  std::vector<Segment> segments;
};

// The chunk with a full flush at the end of each range but the last.  `level`
// is zlib's.
SegmentedBytes make_segmented_stream(std::span<const std::byte> samples,
                                     const ChunkLayout& layout,
                                     const std::vector<SegmentRange>& ranges,
                                     int level = 1);

// `length` channels or samples in `n` ranges, as even as possible.
std::vector<SegmentRange> even_ranges(std::uint64_t length, std::uint64_t n);

}  // namespace mtscomp
