// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The key "segments" of a .ch: where the parts of each chunk's zlib stream are
// that can be decoded on their own (docs/reference/format.md).  Values only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

// Half-open range of channels (channel-major chunks) or samples (sample-major
// chunks), counted from the start of the chunk.
struct SegmentRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  std::uint64_t size() const { return last - first; }
  bool operator==(const SegmentRange&) const = default;
};

// One segment of one chunk.
struct Segment {
  SegmentRange range;
  std::uint64_t offset = 0;  // Bytes from the start of the compressed chunk.
  std::uint64_t size = 0;    // Bytes in the .cbin.
  std::uint32_t adler = 0;   // Adler-32 of the segment's inflated bytes.

  std::uint64_t end() const { return offset + size; }
  bool operator==(const Segment&) const = default;
};

class Segments {
 public:
  // Bytes of one segment in the table: a size of 3 bytes and an Adler-32 of 4
  // bytes, both little-endian.
  static constexpr std::size_t kEntrySize = 7;
  // Maximum number of segments of a chunk.
  static constexpr std::size_t kMaxSegments = 1024;
  // Maximum compressed size of a segment.
  static constexpr std::uint64_t kMaxSize = (std::uint64_t{1} << 24) - 1;

  // No segments.
  Segments() = default;
  // `bounds` has the first channel or sample of each segment, then the end.
  // Requires: it has at least 2 entries, starts at 0 and increases.
  explicit Segments(std::vector<std::uint64_t> bounds)
      : bounds_(std::move(bounds)) {}
  // With the entries of all chunks, in order.
  Segments(std::vector<std::uint64_t> bounds, std::string table)
      : bounds_(std::move(bounds)), table_(std::move(table)) {}

  bool empty() const { return bounds_.empty(); }
  const std::vector<std::uint64_t>& bounds() const { return bounds_; }
  const std::string& table() const { return table_; }
  std::size_t n_segments() const { return empty() ? 0 : bounds_.size() - 1; }
  // Number of chunks in the table.
  std::size_t n_chunks() const {
    return empty() ? 0 : table_.size() / (n_segments() * kEntrySize);
  }

  // Ranges of the segments of a chunk of `length` channels or samples: those of
  // bounds(), cut at `length`; empty if bounds() ends before it.
  std::vector<SegmentRange> ranges(std::uint64_t length) const;

  // Segments of a chunk of `length` channels or samples, with the sizes and
  // checksums of the table.  Empty if the chunk has none: the table ends before
  // it, or all its sizes are 0.
  std::vector<Segment> of_chunk(std::size_t chunk_index,
                                std::uint64_t length) const;

  // Appends the entries of the next chunk; an empty list stands for a chunk
  // without segments.  Requires: at most n_segments() entries.
  void append(const std::vector<Segment>& chunk);

  // Drops the entries of later chunks.
  void resize(std::size_t n_chunks);

  bool operator==(const Segments&) const = default;

 private:
  std::vector<std::uint64_t> bounds_;
  std::string table_;
};

}  // namespace mtscomp
