// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decodes a chunk of 16-bit integers in one pass: inflated bytes are summed and
// moved to their place while they are still in the processor's cache.  Uses
// InflateStream, which can inflate piece by piece.
#pragma once

#include <cstddef>
#include <span>

#include "codec/inflate/inflate_stream.h"
#include "codec/transform/int16/int16_kernels.h"

namespace mtscomp {

// Bytes of memory that fused_decode_channel_major() needs: one group of
// channels, and the bytes that a deflate stream may refer back to.
std::size_t channel_ring_size(const Int16Chunk& chunk);

// Decodes a channel-major chunk.  Requires: samples.size() is the chunk's size;
// memory.size() is channel_ring_size() or more; no two spans overlap.
// Throws: CorruptChunkError (see Inflater); the content of `samples` is then
// undefined.
void fused_decode_channel_major(InflateStream& stream,
                                const Int16Kernels& kernels,
                                const Int16Chunk& chunk,
                                std::span<const std::byte> compressed,
                                std::span<std::byte> samples,
                                std::span<std::byte> memory);

// Decodes a sample-major chunk, with the same requirements and errors.  It
// needs no memory: the chunk is inflated directly into `samples`.
void fused_decode_sample_major(InflateStream& stream,
                               const Int16Kernels& kernels,
                               const Int16Chunk& chunk,
                               std::span<const std::byte> compressed,
                               std::span<std::byte> samples);

}  // namespace mtscomp
