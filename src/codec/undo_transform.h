// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Undoes the order and the differences of a whole inflated chunk.
#pragma once

#include <cstddef>
#include <span>

#include "codec/transform/int16/int16_kernels.h"
#include "mtscomp/codec/chunk_layout.h"

namespace mtscomp {

// Whether Int16Kernels can process the values.
bool is_int16(const Dtype& dtype);

// The fastest kernels that this processor can run.
Int16Kernels fastest_int16_kernels();

// A chunk of `size` bytes of samples.
Int16Chunk int16_chunk(const ChunkLayout& layout, std::size_t size);

// Requires: the chunk is channel-major; the spans have the same size and do not
// overlap.
void undo_channel_major(const ChunkLayout& layout,
                        std::span<const std::byte> source,
                        std::span<std::byte> samples);

// In place.  Requires: the chunk is sample-major.
void undo_sample_major(const ChunkLayout& layout, std::span<std::byte> samples);

}  // namespace mtscomp
