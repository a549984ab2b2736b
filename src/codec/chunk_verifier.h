// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Verifies that a compressed chunk decodes to the samples that were encoded.
//
// A ChunkVerifier inflates the whole chunk, but transposes and sums the values
// block by block.  So it needs memory for one chunk, not for two.  The verifier
// shares no code with ChunkEncoder, except for lossy layouts.
//
// Not thread-safe: use one ChunkVerifier per thread.  A ChunkVerifier keeps
// some working memory between calls.
#pragma once

#include <cstddef>
#include <span>

#include "codec/chunk_encoder.h"
#include "codec/inflate/inflate_stream.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/codec/inflate.h"

namespace mtscomp {

// Whether decoding gives exactly the samples that were encoded.  A layout with
// differences of floats is lossy, because differences and sums of floats are
// rounded.
bool is_lossless(const ChunkLayout& layout);

class ChunkVerifier {
 public:
  // Returns if `compressed` decodes to `samples`.  For a lossy layout, returns
  // if `compressed` holds the same differences that mtscomp computes from
  // `samples`.  `scratch` grows to samples.size() bytes and is overwritten.
  // Requires: samples.size() is a multiple of layout.sample_size().
  // Throws: CorruptChunkError if they differ or the stream is damaged;
  // std::bad_alloc.  The message names the first sample and channel that
  // differ, or describes the damage of the stream.
  void verify(const ChunkLayout& layout, std::span<const std::byte> compressed,
              std::span<const std::byte> samples, ByteBuffer& scratch);

  // Does the same for an encoded chunk, and verifies the sizes and checksums of
  // its segments.  The native decoder inflates each segment alone.
  void verify(const ChunkLayout& layout, const EncodedChunk& chunk,
              std::span<const std::byte> samples, ByteBuffer& scratch);

 private:
  void inflate_segments(const ChunkLayout& layout, const EncodedChunk& chunk,
                        std::span<std::byte> inflated);
  static void compare_checksums(const ChunkLayout& layout,
                                std::span<const Segment> segments,
                                std::span<const std::byte> inflated);
  void compare(const ChunkLayout& layout, std::span<std::byte> inflated,
               std::span<const std::byte> samples);

  DecoderKind kind_ = chosen_decoder();
  Inflater inflater_ = Inflater(kind_);
  InflateStream stream_ = InflateStream(usable_fast_loop());
  ByteBuffer found_;
  ByteBuffer expected_;
};

}  // namespace mtscomp
