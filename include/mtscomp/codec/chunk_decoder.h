// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decodes the compressed bytes of one chunk to its samples, as in the .bin:
// inflate, transpose, cumulative sums.  The native decoder does all three in
// one pass for 16-bit integers.
//
// One ChunkDecoder per thread: it is not thread-safe.  It owns no memory for
// samples.  A caller that reuses its buffers for samples and scratch avoids
// page faults.
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

  // Bytes of scratch that decode() needs with a decoder of this kind: 0 for a
  // sample-major chunk, which is inflated into `samples`; the size of some
  // channels if groups of channels are decoded one after the other; otherwise
  // samples_size.  Smaller chunks of the same layout do not need more.
  static std::size_t scratch_size(const ChunkLayout& layout,
                                  std::size_t samples_size,
                                  DecoderKind kind = chosen_decoder());

  // Fills `samples`, sample-major, in the recording's dtype and byte order.
  // Requires: samples.size() is a multiple of layout.sample_size(); `scratch`
  // has at least scratch_size() bytes, which are overwritten; no two spans
  // overlap.
  // Throws: CorruptChunkError (see Inflater); the content of `samples` is then
  // undefined.
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
