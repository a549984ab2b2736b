// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Table of the chunks of a recording.  It contains the position of every chunk
// in the .bin and in the .cbin.
//
// Immutable after construction; safe to share between threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

struct Header;

// The bytes [offset, offset + size) of one file.
struct ByteExtent {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;

  std::uint64_t end() const { return offset + size; }
  bool operator==(const ByteExtent&) const = default;
};

class ChunkTable {
 public:
  // `sample_size` is in bytes.
  // Requires: both vectors must have the same number of values, at least 2.
  // The first value of both vectors must be 0.  The values must increase
  // strictly.  validate() in header.h checks these conditions.
  ChunkTable(std::vector<std::uint64_t> chunk_bounds,
             std::vector<std::uint64_t> chunk_offsets,
             std::uint64_t sample_size);

  // Requires: validate() must accept `header`.
  explicit ChunkTable(const Header& header);

  std::size_t n_chunks() const { return chunk_bounds_.size() - 1; }
  std::uint64_t sample_size() const { return sample_size_; }  // Bytes.
  std::uint64_t raw_size() const;  // Returns the size of the .bin, in bytes.

  // Returns the index of the chunk that contains byte raw_offset of the .bin.
  // Requires: `raw_offset` must be less than raw_size().
  std::size_t find_chunk(std::uint64_t raw_offset) const;

  // The chunk contains samples [first_sample, first_sample + n_samples).
  std::uint64_t first_sample(std::size_t chunk_index) const;
  std::uint64_t n_samples(std::size_t chunk_index) const;

  // Sizes of the largest chunk in the .bin and of the largest chunk in the
  // .cbin, in bytes.  The largest chunk in the .bin and the largest chunk in
  // the .cbin can be different chunks.
  std::uint64_t max_raw_size() const { return max_raw_size_; }
  std::uint64_t max_cbin_size() const { return max_cbin_size_; }

  ByteExtent raw_extent(std::size_t chunk_index) const;   // In the .bin.
  ByteExtent cbin_extent(std::size_t chunk_index) const;  // In the .cbin.

 private:
  std::vector<std::uint64_t> chunk_bounds_;   // Samples.
  std::vector<std::uint64_t> chunk_offsets_;  // Bytes of the .cbin.
  std::uint64_t sample_size_;                 // Bytes.
  std::uint64_t max_raw_size_ = 0;            // Bytes.
  std::uint64_t max_cbin_size_ = 0;           // Bytes.
};

}  // namespace mtscomp
