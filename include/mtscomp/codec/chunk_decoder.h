// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compressed bytes of one chunk -> its samples, as they stand in the .bin:
// inflate, transpose, cumulative sums.
//
// One ChunkDecoder per thread: it is not thread-safe.  It has no memory of its
// own for samples: whoever keeps theirs and the scratch from one chunk to the
// next has no page faults.
#pragma once

#include <cstddef>
#include <span>

#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/codec/inflate.h"

namespace mtscomp {

class ChunkDecoder {
 public:
  // Bytes of scratch that decode() needs: as many as the samples have, or 0 if
  // they lie in their order and are inflated into their place.
  static std::size_t scratch_size(const ChunkLayout& layout,
                                  std::size_t samples_size);

  // Fills `samples`, sample-major, in the recording's dtype and byte order.
  // Requires: samples.size() is a multiple of layout.sample_size(); `scratch`
  // has at least scratch_size() bytes, which are overwritten; no two spans
  // overlap.
  // Throws: CorruptChunkError (see Inflater); `samples` is then rubbish.
  void decode(const ChunkLayout& layout, std::span<const std::byte> compressed,
              std::span<std::byte> samples, std::span<std::byte> scratch);

 private:
  Inflater inflater_;
};

}  // namespace mtscomp
