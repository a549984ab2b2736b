// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compares decoders with zlib and the plain reference: they must accept the
// same streams and return the same bytes.
//
// Streams and samples are in memory of exactly their size, so a sanitizer
// reports any access beyond it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "mtscomp/codec/chunk_layout.h"
#include "support/bytes.h"

namespace mtscomp {

// The content that zlib inflates; nothing unless the stream is complete and
// holds exactly `size` bytes.
std::optional<Bytes> zlib_inflate(std::span<const std::byte> stream,
                                  std::size_t size);

struct RawStream {
  std::size_t size;  // Without the bytes after its end.
  Bytes content;
};
// A deflate stream, without zlib's header and checksum, of up to max_size
// bytes.
std::optional<RawStream> zlib_inflate_raw(std::span<const std::byte> stream,
                                          std::size_t max_size);

// The deflate stream with zlib's header and the checksum of this content.
Bytes as_zlib_stream(std::span<const std::byte> deflate_stream,
                     std::span<const std::byte> content);

// Describes the differences in words; empty if there are none.  `expected` is
// the result of zlib_inflate() for the same stream.
std::string inflate_difference(std::span<const std::byte> stream,
                               std::size_t size,
                               const std::optional<Bytes>& expected);
// The payload of a NaN that is a sum is ignored.  For values of eight bytes,
// which libdeflate inflates if it is available, a stream that zlib refuses may
// be accepted: libdeflate accepts a few more streams.
// Requires: size is a multiple of layout.sample_size(), and not 0; `expected`
// is the result of plain_chunk() for the same stream.
std::string chunk_difference(const ChunkLayout& layout,
                             std::span<const std::byte> stream,
                             std::size_t size,
                             const std::optional<Bytes>& expected);

// The samples of the chunk by zlib and the plain reference (reference_codec.h);
// nothing unless zlib accepts the stream for exactly `size` bytes.
std::optional<Bytes> plain_chunk(const ChunkLayout& layout,
                                 std::span<const std::byte> stream,
                                 std::size_t size);

}  // namespace mtscomp
