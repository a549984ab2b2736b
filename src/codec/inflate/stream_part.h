// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The bytes that an InflateStream inflates: a whole zlib stream, or one segment
// of it (mtscomp/format/segments.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace mtscomp {

struct StreamPart {
  // A whole stream, and perhaps bytes after its end, which are ignored.
  // NOLINTNEXTLINE(google-explicit-constructor): the usual case.
  StreamPart(std::span<const std::byte> stream) : bytes(stream) {}
  // A segment, with the Adler-32 of its inflated bytes.
  StreamPart(std::span<const std::byte> segment, bool is_first, bool is_last,
             std::uint32_t segment_adler)
      : bytes(segment),
        has_header(is_first),
        has_end(is_last),
        adler(segment_adler) {}

  std::span<const std::byte> bytes;
  bool has_header = true;  // Begins with the header of the stream.
  bool has_end = true;     // Has the final block and the stream's Adler-32.
  std::optional<std::uint32_t> adler;  // Empty: the one in the stream.
};

}  // namespace mtscomp
