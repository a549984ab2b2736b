// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Undoing the order and the differences of chunks of little-endian 16-bit
// integers, signed or not: nearly all recordings are of them.  One set of
// kernels for each instruction set; all give the bytes of transpose.h and
// cumulative_sum.h, in fewer passes, and for part of a chunk if that is what
// there is yet.
//
// Meson compiles the sets for one kind of processor. The program chooses among
// these when it runs (codec/cpu).
#pragma once

#include <cstddef>
#include <vector>

#include "mtscomp/format/transform.h"

namespace mtscomp {

// The shape of a chunk, and its differences.  The order is ignored.
struct Int16Chunk {
  std::size_t n_samples;
  std::size_t n_channels;  // At least 1.
  Transform transform;
};

// Both half-open.
struct ChannelRange {
  std::size_t first;
  std::size_t last;
};
struct SampleRange {
  std::size_t first;
  std::size_t last;
};

// Neither function needs its bytes aligned.
struct Int16Kernels {
  const char* name;  // The instruction set.

  // source[channel - first][sample] -> destination[sample][channel],
  // differences along time undone.  Requires: `destination` is of the whole
  // chunk, and does not overlap the source.
  void (*undo_channels)(const Int16Chunk& chunk, const ChannelRange& channels,
                        const std::byte* source, std::byte* destination);

  // Differences undone in place.  Requires: `chunk_samples` is of the whole
  // chunk; samples before the first one are undone.
  void (*undo_samples)(const Int16Chunk& chunk, const SampleRange& samples,
                       std::byte* chunk_samples);

  // Differences along channels only, in the whole chunk: what undo_channels()
  // of all channels leaves.  (Sums can be taken in either order.)
  void undo_spatial(Int16Chunk chunk, std::byte* chunk_samples) const {
    chunk.transform.do_time_diff = false;
    undo_samples(chunk, {0, chunk.n_samples}, chunk_samples);
  }
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
