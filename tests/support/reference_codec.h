// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Slow and simple encoding and decoding of chunks: the reference for codec/.
// Random recordings for tests are also made with it.
//
// It follows docs/reference/format.md value by value, shares no code with
// src/codec, and inflates with zlib.  Bytes of samples are sample-major, like
// in a .bin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

#include "mtscomp/codec/chunk_layout.h"
#include "support/bytes.h"

namespace mtscomp {

// One zlib stream.  `level` is zlib's, -1 (its default) to 9.
Bytes reference_deflate(std::span<const std::byte> bytes, int level = -1);

// Throws: std::runtime_error unless the stream holds exactly `size` bytes.
Bytes reference_inflate(std::span<const std::byte> stream, std::size_t size);

// source[channel][sample] -> result[sample][channel], and back.
Bytes reference_to_sample_major(std::span<const std::byte> source,
                                std::size_t n_channels,
                                std::size_t value_width);
Bytes reference_to_channel_major(std::span<const std::byte> source,
                                 std::size_t n_channels,
                                 std::size_t value_width);

// Takes and undoes the differences that the layout has.
Bytes reference_take_differences(std::span<const std::byte> samples,
                                 const ChunkLayout& layout);
Bytes reference_undo_differences(std::span<const std::byte> samples,
                                 const ChunkLayout& layout);

// The bytes of a chunk's zlib stream: differences in the layout's order.
Bytes reference_arrange(std::span<const std::byte> samples,
                        const ChunkLayout& layout);

// Samples of one chunk <-> its zlib stream.  For floats with differences,
// decoding does not restore the encoded samples: mtscomp rounds.
Bytes reference_encode(std::span<const std::byte> samples,
                       const ChunkLayout& layout, int level = -1);
Bytes reference_decode(std::span<const std::byte> stream, std::size_t size,
                       const ChunkLayout& layout);

// Random samples of the layout's dtype: small values and, for integers, some of
// the full range, so that differences wrap.  Floats are finite.
Bytes make_random_samples(const ChunkLayout& layout, std::size_t n_samples,
                          std::mt19937_64& random);

}  // namespace mtscomp
