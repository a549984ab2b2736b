// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decodes a chunk of 16-bit integers in one pass.  Inflated values are summed
// and moved to their final place while they are still in the processor's cache.
// Uses InflateStream, which can inflate piece by piece.
#pragma once

#include <cstddef>
#include <span>

#include "codec/inflate/inflate_stream.h"
#include "codec/transform/int16/int16_kernels.h"

namespace mtscomp {

// Returns the size of the memory that fused_decode_channels() needs, in bytes.
// The memory contains one group of channels, and the earlier bytes to which a
// deflate stream can refer.
std::size_t channel_ring_size(const Int16Chunk& chunk,
                              const ChannelRange& channels);

// Decodes some channels of a channel-major chunk: the bytes of `part` are their
// values.  Differences along channels are not undone.
// Requires: samples.size() is the size of the decoded chunk.  memory.size() is
// at least channel_ring_size(chunk, channels).  No two spans overlap.
// Throws: CorruptChunkError (see Inflater::inflate()).  The content of
// `samples` is then undefined.
void fused_decode_channels(InflateStream& stream, const Int16Kernels& kernels,
                           const Int16Chunk& chunk,
                           const ChannelRange& channels, const StreamPart& part,
                           std::span<std::byte> samples,
                           std::span<std::byte> memory);

// Decodes a sample-major chunk.  Requirements and errors are the same as for
// fused_decode_channels(), but there is no `memory`: the chunk is inflated
// directly into `samples`.
void fused_decode_sample_major(InflateStream& stream,
                               const Int16Kernels& kernels,
                               const Int16Chunk& chunk, const StreamPart& part,
                               std::span<std::byte> samples);

}  // namespace mtscomp
