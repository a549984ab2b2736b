// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/chunk_encoder.h"

#include <algorithm>
#include <cassert>

#include "codec/transform/difference.h"
#include "codec/transform/sample_blocks.h"
#include "codec/transform/transpose.h"

namespace mtscomp {

ChunkEncoder::ChunkEncoder(DeflateLevel level) : deflater_(level) {}

std::span<const std::byte> ChunkEncoder::encode(
    const ChunkLayout& layout, std::span<const std::byte> samples,
    ByteBuffer& output) {
  assert(samples.size() % layout.sample_size() == 0);
  return deflater_.deflate(arrange(layout, samples), layout.dtype.value_width,
                           output);
}

// The bytes to deflate.
std::span<const std::byte> ChunkEncoder::arrange(
    const ChunkLayout& layout, std::span<const std::byte> samples) {
  const bool is_moved = is_transposed(layout);
  if (!is_moved && !layout.transform.has_differences()) {
    return samples;
  }
  const std::span<std::byte> arranged = scratch_in(scratch_, samples.size());
  for_each_block(samples, layout, [&](const SampleBlock& block) {
    const std::size_t size = block.samples.size();
    const std::span<std::byte> differences =
        is_moved
            ? scratch_in(block_, size)
            : arranged.subspan(block.first_sample * layout.sample_size(), size);
    std::copy(block.samples.begin(), block.samples.end(), differences.begin());
    take_differences(differences, layout, block.previous);
    if (is_moved) {
      scatter_samples(differences, arranged, block.first_sample,
                      layout.n_channels, layout.dtype.value_width);
    }
  });
  return arranged;
}

}  // namespace mtscomp
