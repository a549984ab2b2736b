// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Undoing the order and the differences of chunks of little-endian 16-bit
// integers, signed or not: nearly all recordings are of them.  One set of
// kernels for each instruction set; all give the bytes of transpose.h and
// cumulative_sum.h, in fewer passes.
//
// Meson chooses the sources for the processor it compiles for; among those,
// int16_dispatch_*.cc chooses when the program runs.
#pragma once

#include <cstddef>
#include <vector>

namespace mtscomp {

// The differences that were taken, and the shape.
struct Int16Chunk {
  std::size_t n_samples;
  std::size_t n_channels;  // At least 1.
  bool do_time_diff;
  bool do_spatial_diff;
};

// Neither function needs its bytes aligned.
struct Int16Kernels {
  const char* name;  // The instruction set.

  // source[channel][sample] -> destination[sample][channel], differences
  // undone.  Requires: both have the chunk's size and do not overlap.
  void (*undo_channel_major)(const Int16Chunk& chunk, const std::byte* source,
                             std::byte* destination);

  // The same for samples that lie in their places.
  void (*undo_sample_major)(const Int16Chunk& chunk, std::byte* samples);
};

Int16Kernels plain_int16_kernels();

// Those of one kind of processor: defined only in builds for it.
// Requires: the processor has the instructions.
Int16Kernels sse2_int16_kernels();
Int16Kernels avx2_int16_kernels();
Int16Kernels neon_int16_kernels();

// Those that the processor has, the fastest last.
std::vector<Int16Kernels> usable_int16_kernels();

}  // namespace mtscomp
