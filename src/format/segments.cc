// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/segments.h"

#include <algorithm>
#include <cassert>

namespace mtscomp {
namespace {

constexpr std::size_t kSizeBytes = 3;

std::uint64_t read_number(const char* at, std::size_t n_bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < n_bytes; ++i) {
    number |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
  }
  return number;
}

void append_number(std::string& table, std::uint64_t number,
                   std::size_t n_bytes) {
  for (std::size_t i = 0; i < n_bytes; ++i) {
    table += static_cast<char>(number >> (8 * i) & 0xff);
  }
}

}  // namespace

std::vector<SegmentRange> Segments::ranges(std::uint64_t length) const {
  std::vector<SegmentRange> ranges;
  if (empty() || bounds_.back() < length) {
    return ranges;
  }
  for (std::size_t i = 0; i < n_segments() && bounds_[i] < length; ++i) {
    ranges.push_back({bounds_[i], std::min(bounds_[i + 1], length)});
  }
  return ranges;
}

std::vector<Segment> Segments::of_chunk(std::size_t chunk_index,
                                        std::uint64_t length) const {
  if (chunk_index >= n_chunks()) {
    return {};
  }
  const char* at =
      table_.data() + chunk_index * n_segments() * std::size_t{kEntrySize};
  std::vector<Segment> segments;
  std::uint64_t offset = 0;
  for (const SegmentRange& range : ranges(length)) {
    const std::uint64_t size = read_number(at, kSizeBytes);
    const auto adler = static_cast<std::uint32_t>(
        read_number(at + kSizeBytes, kEntrySize - kSizeBytes));
    segments.push_back(
        {.range = range, .offset = offset, .size = size, .adler = adler});
    offset += size;
    at += kEntrySize;
  }
  return offset == 0 ? std::vector<Segment>() : segments;
}

void Segments::append(const std::vector<Segment>& chunk) {
  assert(chunk.size() <= n_segments());
  for (const Segment& segment : chunk) {
    append_number(table_, segment.size, kSizeBytes);
    append_number(table_, segment.adler, kEntrySize - kSizeBytes);
  }
  table_.append((n_segments() - chunk.size()) * kEntrySize, '\0');
}

void Segments::resize(std::size_t n_chunks) {
  table_.resize(std::min(table_.size(), n_chunks * n_segments() * kEntrySize));
}

}  // namespace mtscomp
