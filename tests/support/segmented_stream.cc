// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/segmented_stream.h"

#include <zlib.h>

#include <stdexcept>

#include "support/reference_codec.h"

namespace mtscomp {
namespace {

void require(bool condition) {
  if (!condition) {
    throw std::runtime_error("zlib failed");
  }
}

std::uint32_t adler_of(std::span<const std::byte> bytes) {
  return static_cast<std::uint32_t>(
      adler32_z(1, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace

SegmentedBytes make_segmented_stream(std::span<const std::byte> samples,
                                     const ChunkLayout& layout,
                                     const std::vector<SegmentRange>& ranges,
                                     int level) {
  const Bytes arranged = reference_arrange(samples, layout);
  const std::size_t unit = arranged.size() / ranges.back().last;
  SegmentedBytes result;
  z_stream stream = {};
  require(deflateInit(&stream, level) == Z_OK);
  result.bytes.resize(deflateBound(&stream, arranged.size()) +
                      64 * ranges.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.bytes.data());
  stream.avail_out = static_cast<uInt>(result.bytes.size());
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const std::span<const std::byte> part = std::span(arranged).subspan(
        unit * ranges[i].first, unit * ranges[i].size());
    const std::uint64_t begin = stream.total_out;
    stream.next_in =
        reinterpret_cast<Bytef*>(const_cast<std::byte*>(part.data()));
    stream.avail_in = static_cast<uInt>(part.size());
    const bool is_last = i + 1 == ranges.size();
    require(deflate(&stream, is_last ? Z_FINISH : Z_FULL_FLUSH) ==
            (is_last ? Z_STREAM_END : Z_OK));
    result.segments.push_back({.range = ranges[i],
                               .offset = begin,
                               .size = stream.total_out - begin,
                               .adler = adler_of(part)});
  }
  result.bytes.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

std::vector<SegmentRange> even_ranges(std::uint64_t length, std::uint64_t n) {
  std::vector<SegmentRange> ranges;
  for (std::uint64_t i = 0; i < n; ++i) {
    const SegmentRange range = {length * i / n, length * (i + 1) / n};
    if (range.size() > 0) {
      ranges.push_back(range);
    }
  }
  return ranges;
}

}  // namespace mtscomp
