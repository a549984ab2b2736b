// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Kernels that undo the order and the differences of chunks of little-endian
// 16-bit integers, signed or unsigned, the dtype of nearly all recordings.  One
// set for each instruction set.  All give the same bytes as transpose.h and
// cumulative_sum.h, in fewer passes, and can process a part of a chunk.
//
// Meson compiles the sets for one kind of processor.  The program chooses one
// of them at run time (codec/cpu).
#pragma once

#include <cstddef>
#include <vector>

#include "mtscomp/format/transform.h"

namespace mtscomp {

// The shape and the differences of a chunk.  transform.chunk_order is ignored.
struct Int16Chunk {
  std::size_t n_samples;
  std::size_t n_channels;  // At least 1.
  Transform transform;
};

// Half-open ranges.
struct ChannelRange {
  std::size_t first;
  std::size_t last;
};
struct SampleRange {
  std::size_t first;
  std::size_t last;
};

// The pointers need no alignment.
struct Int16Kernels {
  const char* name;  // The instruction set.

  // source[channel - first][sample] -> destination[sample][channel], and undoes
  // differences along time.  Requires: `destination` is the whole chunk, and
  // does not overlap `source`.
  void (*undo_channels)(const Int16Chunk& chunk, const ChannelRange& channels,
                        const std::byte* source, std::byte* destination);

  // Undoes differences in place.  Requires: `chunk_samples` is the whole chunk;
  // the samples before samples.first are undone already.
  void (*undo_samples)(const Int16Chunk& chunk, const SampleRange& samples,
                       std::byte* chunk_samples);

  // Undoes differences along channels in the whole chunk, after undo_channels()
  // of all channels.  (The order of the two sums does not matter.)
  void undo_spatial(Int16Chunk chunk, std::byte* chunk_samples) const {
    chunk.transform.do_time_diff = false;
    undo_samples(chunk, {0, chunk.n_samples}, chunk_samples);
  }
};

Int16Kernels plain_int16_kernels();

// Kernels for one kind of processor, defined only in builds for it.
// Requires: the processor has the instructions.
Int16Kernels sse2_int16_kernels();
Int16Kernels avx2_int16_kernels();
Int16Kernels neon_int16_kernels();

// Kernels that the processor can run, the fastest last.
std::vector<Int16Kernels> usable_int16_kernels();

}  // namespace mtscomp
