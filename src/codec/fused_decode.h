// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Inflating and undoing at once: what was inflated is summed, and moved to its
// place, while it is still in the processor's cache.  For chunks of 16-bit
// integers, by our own InflateStream, which can be stopped in between.
#pragma once

#include <cstddef>
#include <span>

#include "codec/inflate/inflate_stream.h"
#include "codec/transform/int16/int16_kernels.h"

namespace mtscomp {

// Bytes that fused_decode_channel_major() needs: some channels of the chunk,
// and what a deflate stream may refer back to.
std::size_t channel_ring_size(const Int16Chunk& chunk);

// A channel-major chunk.  Requires: samples.size() is the chunk's size;
// memory.size() is channel_ring_size() or more; no two spans overlap.
// Throws: CorruptChunkError (see Inflater); `samples` is then rubbish.
void fused_decode_channel_major(InflateStream& stream,
                                const Int16Kernels& kernels,
                                const Int16Chunk& chunk,
                                std::span<const std::byte> compressed,
                                std::span<std::byte> samples,
                                std::span<std::byte> memory);

// A sample-major chunk: the same without a ring, since the samples are inflated
// into their places.
void fused_decode_sample_major(InflateStream& stream,
                               const Int16Kernels& kernels,
                               const Int16Chunk& chunk,
                               std::span<const std::byte> compressed,
                               std::span<std::byte> samples);

}  // namespace mtscomp
