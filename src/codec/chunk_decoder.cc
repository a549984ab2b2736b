// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/chunk_decoder.h"

#include <cassert>

#include "codec/sample_blocks.h"
#include "mtscomp/codec/cumulative_sum.h"
#include "mtscomp/codec/transpose.h"

namespace mtscomp {

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
    to_sample_major(channel_major, samples,
                    samples.size() / layout.sample_size(), layout.n_channels,
                    layout.dtype.value_width);
  } else {
    inflater_.inflate(compressed, samples);
  }
  undo_differences(samples, layout);
}

}  // namespace mtscomp
