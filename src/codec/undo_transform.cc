// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/undo_transform.h"

#include "codec/transform/cumulative_sum.h"
#include "codec/transform/transpose.h"

namespace mtscomp {

bool is_int16(const Dtype& dtype) {
  return dtype.kind != ValueKind::kFloat && dtype.value_width == 2 &&
         dtype.byte_order == ByteOrder::kLittleEndian;
}

Int16Kernels fastest_int16_kernels() { return usable_int16_kernels().back(); }

Int16Chunk int16_chunk(const ChunkLayout& layout, std::size_t size) {
  return {.n_samples = size / layout.sample_size(),
          .n_channels = layout.n_channels,
          .transform = layout.transform};
}

void undo_channel_major(const ChunkLayout& layout,
                        std::span<const std::byte> source,
                        std::span<std::byte> samples) {
  if (is_int16(layout.dtype)) {
    const Int16Chunk chunk = int16_chunk(layout, samples.size());
    const Int16Kernels kernels = fastest_int16_kernels();
    kernels.undo_channels(chunk, {0, chunk.n_channels}, source.data(),
                          samples.data());
    kernels.undo_spatial(chunk, samples.data());
  } else {
    to_sample_major(source, samples, samples.size() / layout.sample_size(),
                    layout.n_channels, layout.dtype.value_width);
    undo_differences(samples, layout);
  }
}

void undo_sample_major(const ChunkLayout& layout,
                       std::span<std::byte> samples) {
  if (is_int16(layout.dtype)) {
    const Int16Chunk chunk = int16_chunk(layout, samples.size());
    fastest_int16_kernels().undo_samples(chunk, {0, chunk.n_samples},
                                         samples.data());
  } else {
    undo_differences(samples, layout);
  }
}

}  // namespace mtscomp
