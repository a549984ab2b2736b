// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Verifies that a compressed chunk decodes to the samples that it was made
// from.
//
// It inflates the whole chunk, but transposes and sums it block by block, so
// that it needs the memory of one chunk and not of two.  It shares no step
// with ChunkEncoder, except for lossy layouts.
//
// One ChunkVerifier per thread: it is not thread-safe and keeps some working
// memory between calls.
#pragma once

#include <cstddef>
#include <span>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/codec/inflate.h"

namespace mtscomp {

// Whether decoding gives back exactly what was encoded.  Differences of floats
// are rounded, and so are their sums.
bool is_lossless(const ChunkLayout& layout);

class ChunkVerifier {
 public:
  // Returns if `compressed` decodes to `samples`; if the layout is lossy, if it
  // holds the differences that mtscomp would take of them.
  // `scratch` grows to samples.size() bytes; its contents are lost.
  // Requires: samples.size() is a multiple of layout.sample_size().
  // Throws: CorruptChunkError, naming the first sample and channel that differ,
  // or what is wrong with the stream; std::bad_alloc.
  void verify(const ChunkLayout& layout, std::span<const std::byte> compressed,
              std::span<const std::byte> samples, ByteBuffer& scratch);

 private:
  Inflater inflater_;
  ByteBuffer found_;
  ByteBuffer expected_;
};

}  // namespace mtscomp
