// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/chunk_decoder.h"

#include <cassert>

#include "codec/int16_kernels.h"
#include "codec/sample_blocks.h"
#include "mtscomp/codec/cumulative_sum.h"
#include "mtscomp/codec/transpose.h"

namespace mtscomp {
namespace {

bool is_int16(const Dtype& dtype) {
  return dtype.kind != ValueKind::kFloat && dtype.value_width == 2 &&
         dtype.byte_order == ByteOrder::kLittleEndian;
}

Int16Kernels fastest_kernels() { return usable_int16_kernels().back(); }

Int16Chunk int16_chunk(const ChunkLayout& layout, std::size_t size) {
  return {.n_samples = size / layout.sample_size(),
          .n_channels = layout.n_channels,
          .do_time_diff = layout.do_time_diff,
          .do_spatial_diff = layout.do_spatial_diff};
}

void undo_channel_major(const ChunkLayout& layout,
                        std::span<const std::byte> source,
                        std::span<std::byte> samples) {
  if (is_int16(layout.dtype)) {
    fastest_kernels().undo_channel_major(int16_chunk(layout, samples.size()),
                                         source.data(), samples.data());
  } else {
    to_sample_major(source, samples, samples.size() / layout.sample_size(),
                    layout.n_channels, layout.dtype.value_width);
    undo_differences(samples, layout);
  }
}

void undo_sample_major(const ChunkLayout& layout,
                       std::span<std::byte> samples) {
  if (is_int16(layout.dtype)) {
    fastest_kernels().undo_sample_major(int16_chunk(layout, samples.size()),
                                        samples.data());
  } else {
    undo_differences(samples, layout);
  }
}

}  // namespace

std::size_t ChunkDecoder::scratch_size(const ChunkLayout& layout,
                                       std::size_t samples_size) {
  return is_transposed(layout) ? samples_size : 0;
}

void ChunkDecoder::decode(const ChunkLayout& layout,
                          std::span<const std::byte> compressed,
                          std::span<std::byte> samples,
                          std::span<std::byte> scratch) {
  assert(samples.size() % layout.sample_size() == 0);
  assert(scratch.size() >= scratch_size(layout, samples.size()));
  if (is_transposed(layout)) {
    const std::span<std::byte> channel_major = scratch.first(samples.size());
    inflater_.inflate(compressed, channel_major);
    undo_channel_major(layout, channel_major, samples);
  } else {
    inflater_.inflate(compressed, samples);
    undo_sample_major(layout, samples);
  }
}

}  // namespace mtscomp
