// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Deflates to zlib streams (RFC 1950) with an encoder of our own for values of
// 16 bits, with zlib or with libdeflate.
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

// How hard to compress.  Every level gives streams that any zlib inflates.
enum class DeflateLevel : std::uint8_t {
  // Our encoder (docs/encoder.md) for values of 2 bytes; libdeflate or zlib for
  // values of other widths.
  kFast,
  kBalanced,
  kDense,
  kZlib6,  // The bytes of mtscomp, if it has the same zlib.
};

// "fast", "balanced", "dense" or "zlib6".  Throws: UsageError.
DeflateLevel parse_deflate_level(std::string_view text);

// What parse_deflate_level() takes.
std::string serialize_deflate_level(DeflateLevel level);

class DeflateBackend;

class Deflater {
 public:
  // Throws: std::bad_alloc.
  explicit Deflater(DeflateLevel level);
  Deflater(Deflater&&) noexcept;
  Deflater& operator=(Deflater&&) noexcept;
  ~Deflater();

  // The zlib stream of `input`, of any size; its values have value_width bytes.
  // It lies in `output`, which grows to the largest size that it could have;
  // the memory beyond the size that it does have is hardly touched. Throws:
  // std::bad_alloc.
  std::span<const std::byte> deflate(std::span<const std::byte> input,
                                     std::size_t value_width,
                                     ByteBuffer& output);

 private:
  DeflateBackend& backend_for(std::size_t value_width);

  DeflateLevel level_;
  // Made when they are needed.
  std::unique_ptr<DeflateBackend> ours_;
  std::unique_ptr<DeflateBackend> others_;
};

}  // namespace mtscomp
