// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Kernels that undo the channel-major order and the differences of a chunk.
// The values must be little-endian 16-bit integers, signed or unsigned, as in
// nearly all recordings.  There is one set of kernels for each instruction set.
// All sets give the same bytes as transpose.h and cumulative_sum.h, but need
// fewer passes, and can process a part of a chunk.
//
// Meson compiles the sets for one kind of processor.  The program chooses one
// of the compiled sets at run time (codec/cpu).
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

// The ranges [first, last).
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

  // Copies source[channel - first][sample] to destination[sample][channel], and
  // undoes differences along time.  Requires: `destination` is the whole chunk.
  // It does not overlap `source`.
  void (*undo_channels)(const Int16Chunk& chunk, const ChannelRange& channels,
                        const std::byte* source, std::byte* destination);

  // Undoes differences in place.  Requires: `chunk_samples` is the whole chunk.
  // The differences of the samples before samples.first are undone already.
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

// Kernels for one kind of processor.  Every function exists only in builds for
// this kind.  Requires: the processor has the instruction set.
Int16Kernels sse2_int16_kernels();
Int16Kernels avx2_int16_kernels();
Int16Kernels neon_int16_kernels();

// Returns the kernels that the processor can run.  The last kernels are the
// fastest.
std::vector<Int16Kernels> usable_int16_kernels();

}  // namespace mtscomp
