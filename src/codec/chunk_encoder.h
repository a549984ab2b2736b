// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Encodes the samples of one chunk, as in the .bin, to compressed bytes.
// Encoding has three steps: compute differences, transpose, deflate.
//
// Not thread-safe: use one ChunkEncoder per thread.  A ChunkEncoder keeps its
// scratch memory, at most the size of one chunk, between calls.
#pragma once

#include <cstddef>
#include <span>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/codec/deflate.h"

namespace mtscomp {

class ChunkEncoder {
 public:
  // Throws: like Deflater's constructor.
  explicit ChunkEncoder(DeflateLevel level);

  // Returns the zlib stream of the chunk.  The stream is a part of `output`
  // (see Deflater::deflate()).  Requires: samples.size() is a multiple of
  // layout.sample_size().
  // Throws: std::bad_alloc.
  std::span<const std::byte> encode(const ChunkLayout& layout,
                                    std::span<const std::byte> samples,
                                    ByteBuffer& output);

  // Returns the scratch memory, which the caller may use between calls of
  // encode().  A thread that also verifies its chunks then needs scratch memory
  // for one chunk, not for two.
  ByteBuffer& scratch() { return scratch_; }

 private:
  std::span<const std::byte> arrange(const ChunkLayout& layout,
                                     std::span<const std::byte> samples);

  Deflater deflater_;
  ByteBuffer scratch_;
  ByteBuffer block_;
};

}  // namespace mtscomp
