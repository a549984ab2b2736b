// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A chunk in blocks of some samples, for steps that would otherwise need
// memory, and a way through it, of a whole chunk's size.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "mtscomp/codec/chunk_layout.h"

namespace mtscomp {

struct SampleBlock {
  std::size_t first_sample = 0;
  std::span<const std::byte> samples;
  std::span<const std::byte> previous;  // The sample before; empty at first.
};

// One channel is the same in either order.
inline bool is_transposed(const ChunkLayout& layout) {
  return layout.transform.chunk_order == ChunkOrder::kChannelMajor &&
         layout.n_channels > 1;
}

// Bytes of a block.  A block and what is made from it stay in the second-level
// cache, and each channel's part of a block fills whole cache lines; very wide
// samples give up the former for the latter.
inline std::size_t block_size(const ChunkLayout& layout) {
  constexpr std::size_t kAimedSize = 96 << 10;
  constexpr std::size_t kStep = 32;  // Samples.
  const std::size_t steps = kAimedSize / layout.sample_size() / kStep;
  return std::max<std::size_t>(steps, 1) * kStep * layout.sample_size();
}

// Calls use(SampleBlock) for one block after the other.
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
