// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/reference_segments.h"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

#include "support/reference_codec.h"

namespace mtscomp {
namespace {

constexpr std::size_t kHeaderSize = 2;
constexpr std::size_t kTrailerSize = 4;

Bytef* zlib_bytes(std::span<const std::byte> bytes) {
  return reinterpret_cast<Bytef*>(const_cast<std::byte*>(bytes.data()));
}

bool ends_with_empty_stored_block(std::span<const std::byte> segment) {
  const Bytes expected = make_bytes({0, 0, 0xff, 0xff});
  return segment.size() > expected.size() &&
         std::equal(expected.begin(), expected.end(),
                    segment.end() - std::ssize(expected));
}

uLong adler_of(std::span<const std::byte> bytes) {
  return adler32_z(adler32_z(0, nullptr, 0), zlib_bytes(bytes), bytes.size());
}

}  // namespace

Bytes reference_inflate_segment(std::span<const std::byte> segment,
                                std::size_t size, bool is_last) {
  constexpr int kRaw = -15;
  constexpr int kBetweenBlocks = 128;
  constexpr int kUnusedBits = 7;
  Bytes content(size + 1);  // One byte more, to find segments that hold more.
  z_stream stream = {};
  if (inflateInit2(&stream, kRaw) != Z_OK) {
    throw std::runtime_error("zlib failed");
  }
  stream.next_in = zlib_bytes(segment);
  stream.avail_in = static_cast<uInt>(segment.size());
  stream.next_out = zlib_bytes(content);
  stream.avail_out = static_cast<uInt>(content.size());
  const int result = inflate(&stream, Z_SYNC_FLUSH);
  inflateEnd(&stream);
  if (stream.msg != nullptr || stream.total_out != size ||
      stream.avail_in != 0) {
    throw std::runtime_error("the segment holds " +
                             std::to_string(stream.total_out) + " of " +
                             std::to_string(size) + " bytes");
  }
  const bool is_between_blocks = (stream.data_type & kBetweenBlocks) != 0 &&
                                 (stream.data_type & kUnusedBits) == 0;
  if (is_last ? result != Z_STREAM_END
              : !is_between_blocks || !ends_with_empty_stored_block(segment)) {
    throw std::runtime_error("the segment has another end");
  }
  content.resize(size);
  return content;
}

std::string find_segment_fault(std::span<const std::byte> stream,
                               std::span<const std::byte> content,
                               std::span<const std::size_t> ends,
                               std::span<const DeflatedSegment> segments) {
  if (segments.size() != ends.size()) {
    return "another number of segments";
  }
  std::size_t offset = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const bool is_last = i + 1 == ends.size();
    const std::size_t before = i == 0 ? kHeaderSize : 0;
    const std::size_t after = is_last ? kTrailerSize : 0;
    const std::size_t size = segments[i].size;
    if (size < before + after || size > stream.size() - offset) {
      return "segment " + std::to_string(i) + " has another size";
    }
    try {
      const Bytes found = reference_inflate_segment(
          stream.subspan(offset + before, size - before - after),
          ends[i] - first, is_last);
      if (!std::equal(found.begin(), found.end(),
                      content.begin() + static_cast<std::ptrdiff_t>(first))) {
        return "segment " + std::to_string(i) + " holds other bytes";
      }
    } catch (const std::runtime_error& error) {
      return "segment " + std::to_string(i) + ": " + error.what();
    }
    if (segments[i].adler !=
        adler_of(content.subspan(first, ends[i] - first))) {
      return "segment " + std::to_string(i) + " has another checksum";
    }
    offset += size;
    first = ends[i];
  }
  if (offset != stream.size() || first != content.size()) {
    return "the segments are not the whole stream";
  }
  const Bytes whole = reference_inflate(stream, content.size());
  return std::equal(whole.begin(), whole.end(), content.begin())
             ? ""
             : "the stream holds other bytes";
}

std::string find_segment_fault(std::span<const std::byte> stream,
                               std::span<const std::byte> content,
                               const std::vector<Segment>& segments,
                               std::size_t unit_size) {
  std::vector<std::size_t> ends;
  std::vector<DeflatedSegment> parts;
  std::size_t offset = 0;
  std::size_t first = 0;
  uLong combined = adler_of({});
  for (const Segment& segment : segments) {
    const std::span<const std::byte> part = content.subspan(
        segment.range.first * unit_size, segment.range.size() * unit_size);
    if (segment.range.first != first || segment.offset != offset) {
      return "a segment does not begin at the end of the segment before";
    }
    combined = adler32_combine(combined, segment.adler,
                               static_cast<z_off_t>(part.size()));
    ends.push_back(segment.range.last * unit_size);
    parts.push_back({.size = segment.size, .adler = segment.adler});
    first = segment.range.last;
    offset += segment.size;
  }
  if (combined != adler_of(content)) {
    return "the checksums do not combine to that of the chunk";
  }
  return find_segment_fault(stream, content, ends, parts);
}

std::vector<std::size_t> reference_block_sizes(
    std::span<const std::byte> stream, std::size_t size) {
  constexpr int kAfterBlock = 128;
  Bytes content(size + 1);
  z_stream inflating = {};
  if (inflateInit(&inflating) != Z_OK) {
    throw std::runtime_error("zlib failed");
  }
  inflating.next_in = zlib_bytes(stream);
  inflating.avail_in = static_cast<uInt>(stream.size());
  inflating.next_out = zlib_bytes(content);
  inflating.avail_out = static_cast<uInt>(content.size());
  std::vector<std::size_t> sizes;
  int result = Z_OK;
  std::size_t begin = 0;
  bool is_in_first = false;  // The first stop is after the header.
  while (result == Z_OK) {
    result = inflate(&inflating, Z_BLOCK);
    if (is_in_first && (inflating.data_type & kAfterBlock) != 0) {
      sizes.push_back(inflating.total_out - begin);
      begin = inflating.total_out;
    }
    is_in_first = true;
  }
  inflateEnd(&inflating);
  if (result != Z_STREAM_END) {
    throw std::runtime_error("zlib does not inflate the stream");
  }
  return sizes;
}

}  // namespace mtscomp
