// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Checks the segments of a zlib stream (docs/reference/format.md) with zlib.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "mtscomp/codec/deflate.h"
#include "mtscomp/format/segments.h"
#include "support/bytes.h"

namespace mtscomp {

// Inflates one segment without the bytes before it.  `size` is the number of
// bytes that it holds.  The stream's header of 2 bytes and its checksum of 4
// bytes are not part of `segment`.
// Throws: std::runtime_error if the segment holds another number of bytes, or
// does not end as described in the format.
Bytes reference_inflate_segment(std::span<const std::byte> segment,
                                std::size_t size, bool is_last);

// Returns the first fault of the segments of `stream`, which holds `content`;
// empty if there is none.  ends[i] is the end of segment i in `content`.
std::string find_segment_fault(std::span<const std::byte> stream,
                               std::span<const std::byte> content,
                               std::span<const std::size_t> ends,
                               std::span<const DeflatedSegment> segments);

// Does the same for the segments of a chunk: ranges, offsets and checksums too.
// `unit_size` is the number of bytes of one channel or sample.
std::string find_segment_fault(std::span<const std::byte> stream,
                               std::span<const std::byte> content,
                               const std::vector<Segment>& segments,
                               std::size_t unit_size);

// Returns the number of decoded bytes of each block of `stream`.
// Throws: std::runtime_error unless the stream holds at most `size` bytes.
std::vector<std::size_t> reference_block_sizes(
    std::span<const std::byte> stream, std::size_t size);

}  // namespace mtscomp
