// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Encodes the samples of one chunk, as in the .bin, to its compressed bytes:
// differences, transpose, deflate.
//
// One ChunkEncoder per thread: it is not thread-safe and keeps its scratch
// memory, at most one chunk, between calls.
#pragma once

#include <cstddef>
#include <span>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/codec/deflate.h"

namespace mtscomp {

class ChunkEncoder {
 public:
  // Throws: see Deflater.
  explicit ChunkEncoder(DeflateLevel level);

  // Returns the zlib stream of the chunk, a part of `output` (see Deflater).
  // Requires: samples.size() is a multiple of layout.sample_size().
  // Throws: std::bad_alloc.
  std::span<const std::byte> encode(const ChunkLayout& layout,
                                    std::span<const std::byte> samples,
                                    ByteBuffer& output);

  // Memory that the caller may use between calls: a thread that also verifies
  // its chunks then needs scratch for one chunk only.
  ByteBuffer& scratch() { return scratch_; }

 private:
  std::span<const std::byte> arrange(const ChunkLayout& layout,
                                     std::span<const std::byte> samples);

  Deflater deflater_;
  ByteBuffer scratch_;
  ByteBuffer block_;
};

}  // namespace mtscomp
