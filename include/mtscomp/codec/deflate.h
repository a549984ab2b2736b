// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Deflates to zlib streams (RFC 1950): with our own encoder for 16-bit values,
// with zlib or with libdeflate.
//
// One Deflater per thread: it is not thread-safe and keeps its working memory,
// 256 KiB to 9 MiB, between calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

// Compression levels.  Any zlib can inflate the streams of every level.
enum class DeflateLevel : std::uint8_t {
  // Our own encoder (docs/internals/encoder.md) for values of 2 bytes;
  // libdeflate or zlib
  // for other widths.
  kFast,
  kBalanced,
  kDense,
  kZlib6,  // Same bytes as mtscomp with the same zlib.
};

// Parses "fast", "balanced", "dense" or "zlib6".  Throws: UsageError.
DeflateLevel parse_deflate_level(std::string_view text);

// The inverse of parse_deflate_level().
std::string serialize_deflate_level(DeflateLevel level);

class DeflateBackend;

class Deflater {
 public:
  // Throws: std::bad_alloc.
  explicit Deflater(DeflateLevel level);
  Deflater(Deflater&&) noexcept;
  Deflater& operator=(Deflater&&) noexcept;
  ~Deflater();

  // Returns the zlib stream of `input`, which has any size and values of
  // value_width bytes.  The result is a part of `output`.  `output` grows to
  // the maximum size of a stream; the memory after the actual stream is hardly
  // touched.
  // Throws: std::bad_alloc.
  std::span<const std::byte> deflate(std::span<const std::byte> input,
                                     std::size_t value_width,
                                     ByteBuffer& output);

 private:
  DeflateBackend& backend_for(std::size_t value_width);

  DeflateLevel level_;
  // Created when they are needed.
  std::unique_ptr<DeflateBackend> ours_;
  std::unique_ptr<DeflateBackend> others_;
};

}  // namespace mtscomp
