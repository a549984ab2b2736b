// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <span>

#include "codec/int16_kernels.h"
#include "mtscomp/codec/cumulative_sum.h"
#include "mtscomp/codec/transpose.h"

namespace mtscomp {
namespace {

std::size_t size_of(const Int16Chunk& chunk) {
  return chunk.n_samples * chunk.n_channels * 2;
}

void undo_sample_major(const Int16Chunk& chunk, std::byte* samples) {
  undo_differences({samples, size_of(chunk)},
                   {.dtype = {.value_width = 2},
                    .n_channels = chunk.n_channels,
                    .do_time_diff = chunk.do_time_diff,
                    .do_spatial_diff = chunk.do_spatial_diff});
}

void undo_channel_major(const Int16Chunk& chunk, const std::byte* source,
                        std::byte* destination) {
  const std::size_t size = size_of(chunk);
  to_sample_major({source, size}, {destination, size}, chunk.n_samples,
                  chunk.n_channels, 2);
  undo_sample_major(chunk, destination);
}

}  // namespace

Int16Kernels plain_int16_kernels() {
  return {.name = "plain",
          .undo_channel_major = undo_channel_major,
          .undo_sample_major = undo_sample_major};
}

}  // namespace mtscomp
