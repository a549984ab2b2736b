// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Builds Int16Kernels from TransposeTiles and SumRows of one instruction set.
#pragma once

#include "codec/transform/int16/int16_kernels.h"
#include "codec/transform/int16/sum_rows.h"
#include "codec/transform/int16/transpose_tiles.h"

namespace mtscomp {

// kNarrower() returns the kernels that are used if there are fewer channels
// than a register has values.
template <typename Simd, Int16Kernels (*kNarrower)()>
struct Int16Simd {
  static void undo_channels(const Int16Chunk& chunk,
                            const ChannelRange& channels,
                            const std::byte* source, std::byte* destination) {
    if (channels.last - channels.first < Simd::kValues) {
      return kNarrower().undo_channels(chunk, channels, source, destination);
    }
    if (chunk.transform.do_time_diff) {
      TransposeTiles<Simd, true>::run(chunk, channels, source, destination);
    } else {
      TransposeTiles<Simd, false>::run(chunk, channels, source, destination);
    }
  }

  static void undo_samples(const Int16Chunk& chunk, const SampleRange& samples,
                           std::byte* chunk_samples) {
    if (chunk.n_channels < Simd::kValues) {
      return kNarrower().undo_samples(chunk, samples, chunk_samples);
    }
    SumRows<Simd>::run(chunk, samples, chunk_samples);
  }

  static Int16Kernels kernels(const char* name) {
    return {.name = name,
            .undo_channels = undo_channels,
            .undo_samples = undo_samples};
  }
};

}  // namespace mtscomp
