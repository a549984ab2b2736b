// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Deflates bytes to zlib streams (RFC 1950).  DeflateLevel decides whether the
// encoder of this project, zlib or libdeflate is used.
//
// Not thread-safe: use one Deflater per thread.  A Deflater keeps its working
// memory, 256 KiB to 9 MiB, between calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

// Compression levels.  Any zlib can inflate the streams of every level.
enum class DeflateLevel : std::uint8_t {
  // These three levels use the encoder of this project for values of 2 bytes
  // (docs/internals/encoder.md), and libdeflate or zlib for other widths.
  kFast,
  kBalanced,
  kDense,
  // Gives the same bytes as mtscomp, if both use the same version of zlib.
  kZlib6,
};

// Parses "fast", "balanced", "dense" or "zlib6".  Throws: UsageError.
DeflateLevel parse_deflate_level(std::string_view text);

// The inverse of parse_deflate_level().
std::string serialize_deflate_level(DeflateLevel level);

struct DeflatedSegment {
  std::size_t size = 0;     // Bytes of the stream.
  std::uint32_t adler = 0;  // Adler-32 of the input.
};

// A zlib stream with segments.
struct SegmentedStream {
  std::span<const std::byte> stream;
  std::vector<DeflatedSegment> segments;  // Together, the whole stream.
};

class DeflateBackend;

class Deflater {
 public:
  // Throws: std::bad_alloc.
  explicit Deflater(DeflateLevel level);
  Deflater(Deflater&&) noexcept;
  Deflater& operator=(Deflater&&) noexcept;
  ~Deflater();

  // Returns the zlib stream of `input`.  `input` may have any size.  Its values
  // have value_width bytes.  The result is a part of `output`.  `output` grows
  // to the maximum size that a stream of this input can have.  Hardly any byte
  // after the end of the stream is written, so these bytes use little memory.
  // Throws: std::bad_alloc.
  std::span<const std::byte> deflate(std::span<const std::byte> input,
                                     std::size_t value_width,
                                     ByteBuffer& output);

  // Does the same with a segment for each entry of `ends`: ends[i] is the end
  // of segment i in `input`.  A segment can be inflated without the bytes
  // before it: no match reaches back into an earlier segment.  Every segment
  // except the last one ends with an empty stored block, at a byte boundary.
  // The first segment includes the header of the stream, and the last one
  // includes its checksum.
  // Requires: can_segment(value_width) or one segment; `ends` increases to
  // input.size().
  // Throws: std::bad_alloc.
  SegmentedStream deflate(std::span<const std::byte> input,
                          std::size_t value_width, ByteBuffer& output,
                          std::span<const std::size_t> ends);

  // Whether streams of values of this width can have several segments.
  // libdeflate cannot write them: it always marks the last block of its input
  // as the last block of the stream.
  bool can_segment(std::size_t value_width);

 private:
  DeflateBackend& backend_for(std::size_t value_width);

  DeflateLevel level_;
  // Both encoders are created at their first use.
  std::unique_ptr<DeflateBackend> ours_;
  std::unique_ptr<DeflateBackend> others_;
};

}  // namespace mtscomp
