// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compressed bytes of one chunk -> its samples, as they stand in the .bin:
// inflate, transpose, cumulative sums.
//
// One ChunkDecoder per thread: it is not thread-safe and keeps its scratch
// memory, at most one chunk, between calls.
#pragma once

#include <cstddef>
#include <span>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/codec/inflate.h"

namespace mtscomp {

class ChunkDecoder {
 public:
  // Fills `samples`, sample-major, in the recording's dtype and byte order.
  // Requires: samples.size() is a multiple of layout.sample_size().
  // Throws: CorruptChunkError (see Inflater); `samples` is then rubbish.
  void decode(const ChunkLayout& layout, std::span<const std::byte> compressed,
              std::span<std::byte> samples);

 private:
  Inflater inflater_;
  ByteBuffer scratch_;
};

}  // namespace mtscomp
