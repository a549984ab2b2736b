// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decodes the compressed bytes of one chunk to the samples that the .bin has.
// Decoding has three steps: inflate, transpose, compute cumulative sums.  For
// 16-bit integers, the native decoder does all three steps in one pass.
//
// Not thread-safe: use one ChunkDecoder per thread.  A ChunkDecoder owns no
// memory for samples.  Callers should reuse their buffers for samples and
// scratch, because new buffers cause page faults.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "mtscomp/base/export.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/codec/decoder_choice.h"
#include "mtscomp/codec/inflate.h"

namespace MTSCOMP_API mtscomp {

class InflateStream;

class ChunkDecoder {
 public:
  // Requires: `kind` is in usable_decoders().  Throws: std::bad_alloc; the
  // default argument throws like chosen_decoder().
  explicit ChunkDecoder(DecoderKind kind = chosen_decoder());
  ChunkDecoder(ChunkDecoder&&) noexcept;
  ChunkDecoder& operator=(ChunkDecoder&&) noexcept;
  ~ChunkDecoder();

  DecoderKind kind() const { return kind_; }

  // Whether it can decode a segment without the segments before it.
  bool can_segment() const { return kind_ == DecoderKind::kNative; }

  // Inflates segments, for the library's own code.  Requires: can_segment().
  InflateStream& stream() { return *stream_; }

  // Returns the size of the scratch memory that decode() needs with a decoder
  // of this kind, in bytes.  A sample-major chunk needs no scratch memory,
  // because it is inflated into `samples`.  If groups of channels are decoded
  // one after another, the result is the size of one group and of some working
  // memory.  In all other cases, the result is samples_size.  A smaller chunk
  // with the same layout does not need more.
  static std::size_t scratch_size(const ChunkLayout& layout,
                                  std::size_t samples_size,
                                  DecoderKind kind = chosen_decoder());

  // Fills `samples` with the decoded values, sample-major, in the recording's
  // dtype and byte order.  Requires: samples.size() is a multiple of
  // layout.sample_size().  `scratch` has at least scratch_size() bytes, which
  // decode() overwrites.  No two spans overlap.
  // Throws: CorruptChunkError (see Inflater::inflate()).  The content of
  // `samples` is then undefined.
  void decode(const ChunkLayout& layout, std::span<const std::byte> compressed,
              std::span<std::byte> samples, std::span<std::byte> scratch);

 private:
  void decode_fused(const ChunkLayout& layout,
                    std::span<const std::byte> compressed,
                    std::span<std::byte> samples, std::span<std::byte> scratch);
  void decode_in_steps(const ChunkLayout& layout,
                       std::span<const std::byte> compressed,
                       std::span<std::byte> samples,
                       std::span<std::byte> scratch);

  DecoderKind kind_;
  Inflater inflater_;
  Inflater wide_inflater_;                 // For values of 8 bytes.
  std::unique_ptr<InflateStream> stream_;  // Only for kNative.
};

}  // namespace mtscomp
