// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Divides a chunk into blocks of samples.  Processing block by block needs less
// memory than processing a whole chunk.  A block stays in the processor's
// cache.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "mtscomp/codec/chunk_layout.h"

namespace mtscomp {

struct SampleBlock {
  std::size_t first_sample = 0;
  std::span<const std::byte> samples;
  std::span<const std::byte> previous;  // Empty for the first block.
};

// Whether the chunk must be transposed.  With one channel, both orders have the
// same bytes.
inline bool is_transposed(const ChunkLayout& layout) {
  return layout.transform.chunk_order == ChunkOrder::kChannelMajor &&
         layout.n_channels > 1;
}

// Returns the size of a block, in bytes.  A block and its result fit in the
// second-level cache, except with very many channels.  Each channel's part of a
// block fills whole cache lines.
inline std::size_t block_size(const ChunkLayout& layout) {
  constexpr std::size_t kAimedSize = 96 << 10;
  constexpr std::size_t kStep = 32;  // Samples.
  const std::size_t steps = kAimedSize / layout.sample_size() / kStep;
  return std::max<std::size_t>(steps, 1) * kStep * layout.sample_size();
}

// Calls use(SampleBlock) for each block, in order.
template <typename Use>
void for_each_block(std::span<const std::byte> samples,
                    const ChunkLayout& layout, Use use) {
  const std::size_t step = block_size(layout);
  SampleBlock block;
  for (std::size_t at = 0; at < samples.size(); at += step) {
    block.first_sample = at / layout.sample_size();
    block.samples = samples.subspan(at, std::min(step, samples.size() - at));
    use(block);
    block.previous = block.samples.last(layout.sample_size());
  }
}

}  // namespace mtscomp
