// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decoders against zlib and the plain reference: whether they take the same
// streams, and give the same bytes.
//
// Streams and samples lie in memory of their very size, so that a sanitizer
// sees whoever leaves it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "mtscomp/codec/chunk_layout.h"
#include "support/bytes.h"

namespace mtscomp {

// What zlib inflates, or nothing unless the stream is whole and holds exactly
// `size` bytes.
std::optional<Bytes> zlib_inflate(std::span<const std::byte> stream,
                                  std::size_t size);

struct RawStream {
  std::size_t size;  // Without what lies after its end.
  Bytes content;
};
// A deflate stream, without zlib's header and checksum, of up to max_size
// bytes.
std::optional<RawStream> zlib_inflate_raw(std::span<const std::byte> stream,
                                          std::size_t max_size);

// The deflate stream with zlib's header and the checksum of this content.
Bytes as_zlib_stream(std::span<const std::byte> deflate_stream,
                     std::span<const std::byte> content);

// What differs, in words; empty if nothing does.  `expected` is what
// zlib_inflate() gives of the same stream.
std::string inflate_difference(std::span<const std::byte> stream,
                               std::size_t size,
                               const std::optional<Bytes>& expected);
// One NaN is as good as another where it is a sum.  Of values of eight bytes,
// which libdeflate inflates where there is one, what zlib refuses may be taken:
// libdeflate takes a few streams more.
// Requires: size is a multiple of layout.sample_size(), and not 0; `expected`
// is what plain_chunk() gives of the same stream.
std::string chunk_difference(const ChunkLayout& layout,
                             std::span<const std::byte> stream,
                             std::size_t size,
                             const std::optional<Bytes>& expected);

// The chunk's samples by zlib and the plain reference (reference_codec.h), or
// nothing unless zlib takes the stream for exactly `size` bytes.
std::optional<Bytes> plain_chunk(const ChunkLayout& layout,
                                 std::span<const std::byte> stream,
                                 std::size_t size);

}  // namespace mtscomp
