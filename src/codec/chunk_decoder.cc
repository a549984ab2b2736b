// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/chunk_decoder.h"

#include "mtscomp/codec/cumulative_sum.h"
#include "mtscomp/codec/transpose.h"

namespace mtscomp {

void ChunkDecoder::decode(const ChunkLayout& layout,
                          std::span<const std::byte> compressed,
                          std::span<std::byte> samples) {
  // One channel is the same in either order.
  const bool is_transposed =
      layout.chunk_order == ChunkOrder::kChannelMajor && layout.n_channels > 1;
  if (is_transposed) {
    const std::span<std::byte> channel_major = scratch(samples.size());
    inflater_.inflate(compressed, channel_major);
    to_sample_major(channel_major, samples,
                    samples.size() / layout.sample_size(), layout.n_channels,
                    layout.dtype.value_width);
  } else {
    inflater_.inflate(compressed, samples);
  }
  undo_differences(samples, layout);
}

std::span<std::byte> ChunkDecoder::scratch(std::size_t size) {
  if (scratch_.size() < size) {
    scratch_ = ByteBuffer();  // The old one goes before the new one comes.
    scratch_ = ByteBuffer(size);
  }
  return scratch_.span().first(size);
}

}  // namespace mtscomp
