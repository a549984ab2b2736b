// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>

#include "codec/transform/cumulative_sum.h"
#include "codec/transform/int16/int16_kernels.h"

namespace mtscomp {
namespace {

// Undoes one channel.  The samples before samples.first are undone already.
void undo_channel(const Int16Chunk& chunk, const SampleRange& samples,
                  const std::byte* source, std::byte* destination) {
  const std::size_t pitch = chunk.n_channels * 2;
  std::uint16_t sum = 0;
  if (chunk.transform.do_time_diff && samples.first > 0) {
    std::memcpy(&sum, destination + (samples.first - 1) * pitch, 2);
  }
  for (std::size_t i = samples.first; i < samples.last; ++i) {
    std::uint16_t value = 0;
    std::memcpy(&value, source + i * 2, 2);
    sum = static_cast<std::uint16_t>(chunk.transform.do_time_diff ? sum + value
                                                                  : value);
    std::memcpy(destination + i * pitch, &sum, 2);
  }
}

void undo_channels(const Int16Chunk& chunk, const ChannelRange& channels,
                   const std::byte* source, std::byte* destination) {
  // Number of rows that stay in the cache while all channels are written.
  constexpr std::size_t kBlock = 64;
  for (std::size_t first = 0; first < chunk.n_samples; first += kBlock) {
    const SampleRange samples = {first,
                                 std::min(first + kBlock, chunk.n_samples)};
    for (std::size_t i = channels.first; i < channels.last; ++i) {
      undo_channel(chunk, samples,
                   source + (i - channels.first) * chunk.n_samples * 2,
                   destination + i * 2);
    }
  }
}

void undo_samples(const Int16Chunk& chunk, const SampleRange& samples,
                  std::byte* chunk_samples) {
  const std::size_t pitch = chunk.n_channels * 2;
  std::byte* const first = chunk_samples + samples.first * pitch;
  std::span<const std::byte> previous;
  if (samples.first > 0) {
    previous = {first - pitch, pitch};
  }
  undo_differences({first, (samples.last - samples.first) * pitch},
                   {.dtype = {.value_width = 2},
                    .n_channels = chunk.n_channels,
                    .transform = chunk.transform},
                   previous);
}

}  // namespace

Int16Kernels plain_int16_kernels() {
  return {.name = "plain",
          .undo_channels = undo_channels,
          .undo_samples = undo_samples};
}

}  // namespace mtscomp
