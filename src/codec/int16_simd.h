// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Int16Kernels made of the tiles and rows of one instruction set.
#pragma once

#include "codec/int16_kernels.h"
#include "codec/sum_rows.h"
#include "codec/sum_tiles.h"

namespace mtscomp {

// kNarrower() are the kernels for chunks with fewer channels than a register.
template <typename Simd, Int16Kernels (*kNarrower)()>
struct Int16Simd {
  static void undo_channel_major(const Int16Chunk& chunk,
                                 const std::byte* source,
                                 std::byte* destination) {
    if (chunk.n_channels < Simd::kValues) {
      return kNarrower().undo_channel_major(chunk, source, destination);
    }
    if (chunk.do_time_diff) {
      SumTiles<Simd, true>::run(chunk, source, destination);
    } else {
      SumTiles<Simd, false>::run(chunk, source, destination);
    }
    // Sums along time and along channels can be taken in either order.
    Int16Chunk rest = chunk;
    rest.do_time_diff = false;
    SumRows<Simd>::run(rest, destination);
  }

  static void undo_sample_major(const Int16Chunk& chunk, std::byte* samples) {
    if (chunk.n_channels < Simd::kValues) {
      return kNarrower().undo_sample_major(chunk, samples);
    }
    SumRows<Simd>::run(chunk, samples);
  }

  static Int16Kernels kernels(const char* name) {
    return {.name = name,
            .undo_channel_major = undo_channel_major,
            .undo_sample_major = undo_sample_major};
  }
};

}  // namespace mtscomp
