// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/choose_segments.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "codec/chunk_encoder.h"
#include "mtscomp/format/header_limits.h"

namespace mtscomp {
namespace {

// The default may make files at most 0.2 % larger.  The start of a segment
// costs 450 to 1250 bytes, because the first values of a segment have few
// matches (simulated Neuropixels recordings, all levels).  Eight segments of a
// Neuropixels chunk of one second cost 0.05 to 0.1 %, 16 cost 0.1 to 0.2 %.
constexpr std::uint64_t kMostSegments = 8;
constexpr std::uint64_t kLeastBytes = std::uint64_t{2} << 20;  // Decoded.

// Segments of long chunks: the longest one may have twice as many bytes, and
// must fit into the 24 bits of its size in the table, even if it grows.
constexpr std::uint64_t kMostBytes = 8'000'000;  // Decoded.
static_assert(2 * kMostBytes * 101 / 100 <= Segments::kMaxSize);

// One value of each of 32 channels fills a cache line, and for one second of
// these channels the second-level caches of current processors have room.  So
// whole groups of 32 channels decode fastest: segments of 48 channels take
// 10 % longer (benchmarks/bench_segments).
constexpr std::uint64_t kChannelGroup = 32;

bool has_sync_channel(const ChunkLayout& layout) {
  constexpr std::uint64_t kGroup = 16;
  return layout.n_channels > kGroup && layout.n_channels % kGroup == 1;
}

// Divides n_units into n segments of whole groups.  The longer segments are the
// first, because threads take segments in order, and a long one at the end
// would keep one thread busy alone.  Requires: 0 < n <= n_units / group.
std::vector<std::uint64_t> divide(std::uint64_t n_units, std::uint64_t n,
                                  std::uint64_t group) {
  const std::uint64_t n_groups = n_units / group;
  std::vector<std::uint64_t> bounds = {0};
  for (std::uint64_t i = 0; i + 1 < n; ++i) {
    const std::uint64_t extra = i < n_groups % n ? 1 : 0;
    bounds.push_back(bounds.back() + (n_groups / n + extra) * group);
  }
  bounds.push_back(n_units);
  return bounds;
}

}  // namespace

Segments choose_segments(const ChunkLayout& layout, std::uint64_t length,
                         std::size_t n_segments) {
  const bool is_channel_major =
      layout.transform.chunk_order == ChunkOrder::kChannelMajor;
  const bool has_own_last = is_channel_major && has_sync_channel(layout);
  const std::uint64_t n_units = is_channel_major ? layout.n_channels : length;
  const std::uint64_t n_even = has_own_last ? n_units - 1 : n_units;
  const std::uint64_t size = length * layout.sample_size();
  std::uint64_t n = n_segments;
  if (n == 0) {
    n = std::min(kMostSegments, size / kLeastBytes);
  }
  if (n > 1) {
    n = std::max(n, size / kMostBytes);
  }
  n = std::min(n, n_even);
  if (n <= 1) {
    return {};
  }
  const bool has_groups = is_channel_major && n_even / n >= kChannelGroup;
  std::vector<std::uint64_t> bounds =
      divide(n_even, n, has_groups ? kChannelGroup : 1);
  const std::uint64_t longest = bounds[1] * (size / n_units);
  if (has_own_last) {
    bounds.push_back(n_units);
  }
  return longest > kMostBytes * 2 || bounds.size() > Segments::kMaxSegments
             ? Segments()
             : Segments(std::move(bounds));
}

Segments choose_segments(const Header& header, const ChunkLayout& layout,
                         const PackOptions& options) {
  const std::uint64_t longest = header.max_chunk_size() / header.sample_size();
  Segments segments = choose_segments(layout, longest, options.n_segments);
  if (segments.empty() || !ChunkEncoder(options.level).can_segment(layout)) {
    return {};
  }
  // The table must leave room for the other keys of the header.
  const std::uint64_t table_size =
      header.n_chunks() * segments.n_segments() * Segments::kEntrySize * 4 / 3;
  return table_size > chosen_limits().max_header_size / 4 * 3
             ? Segments()
             : std::move(segments);
}

}  // namespace mtscomp
