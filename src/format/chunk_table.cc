// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/chunk_table.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "mtscomp/format/header.h"

namespace mtscomp {

ChunkTable::ChunkTable(std::vector<std::uint64_t> chunk_bounds,
                       std::vector<std::uint64_t> chunk_offsets,
                       std::uint64_t sample_size)
    : chunk_bounds_(std::move(chunk_bounds)),
      chunk_offsets_(std::move(chunk_offsets)),
      sample_size_(sample_size) {
  assert(chunk_bounds_.size() == chunk_offsets_.size());
  assert(chunk_bounds_.size() >= 2);
  for (std::size_t i = 0; i < n_chunks(); ++i) {
    max_raw_size_ = std::max(max_raw_size_, raw_extent(i).size);
    max_cbin_size_ = std::max(max_cbin_size_, cbin_extent(i).size);
  }
}

ChunkTable::ChunkTable(const Header& header)
    : ChunkTable(header.chunk_bounds, header.chunk_offsets,
                 header.sample_size()) {}

std::uint64_t ChunkTable::raw_size() const {
  return chunk_bounds_.back() * sample_size_;
}

std::size_t ChunkTable::find_chunk(std::uint64_t raw_offset) const {
  assert(raw_offset < raw_size());
  const auto after = std::upper_bound(
      chunk_bounds_.begin(), chunk_bounds_.end(), raw_offset / sample_size_);
  return static_cast<std::size_t>(after - chunk_bounds_.begin()) - 1;
}

std::uint64_t ChunkTable::first_sample(std::size_t chunk_index) const {
  return chunk_bounds_[chunk_index];
}

std::uint64_t ChunkTable::n_samples(std::size_t chunk_index) const {
  return chunk_bounds_[chunk_index + 1] - chunk_bounds_[chunk_index];
}

ByteExtent ChunkTable::raw_extent(std::size_t chunk_index) const {
  return {.offset = chunk_bounds_[chunk_index] * sample_size_,
          .size = n_samples(chunk_index) * sample_size_};
}

ByteExtent ChunkTable::cbin_extent(std::size_t chunk_index) const {
  return {
      .offset = chunk_offsets_[chunk_index],
      .size = chunk_offsets_[chunk_index + 1] - chunk_offsets_[chunk_index]};
}

}  // namespace mtscomp
