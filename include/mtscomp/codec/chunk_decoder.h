// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compressed bytes of one chunk -> its samples, as they stand in the .bin:
// inflate, transpose, cumulative sums; all at once where our own decoder can.
//
// One ChunkDecoder per thread: it is not thread-safe.  It has no memory of its
// own for samples: whoever keeps theirs and the scratch from one chunk to the
// next has no page faults.
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
  // Requires: `kind` is usable.  Throws: std::bad_alloc, and what
  // chosen_decoder() throws.
  explicit ChunkDecoder(DecoderKind kind = chosen_decoder());
  ChunkDecoder(ChunkDecoder&&) noexcept;
  ChunkDecoder& operator=(ChunkDecoder&&) noexcept;
  ~ChunkDecoder();

  DecoderKind kind() const { return kind_; }

  // Bytes of scratch that decode() needs, by a decoder of this kind: as many as
  // the samples have, some channels if they are decoded some at a time, or 0 if
  // they lie in their order and are inflated into their place.  Smaller chunks
  // of the same layout need no more.
  static std::size_t scratch_size(const ChunkLayout& layout,
                                  std::size_t samples_size,
                                  DecoderKind kind = chosen_decoder());

  // Fills `samples`, sample-major, in the recording's dtype and byte order.
  // Requires: samples.size() is a multiple of layout.sample_size(); `scratch`
  // has at least scratch_size() bytes, which are overwritten; no two spans
  // overlap.
  // Throws: CorruptChunkError (see Inflater); `samples` is then rubbish.
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
  Inflater wide_inflater_;                 // For values of eight bytes.
  std::unique_ptr<InflateStream> stream_;  // Of the native kind.
};

}  // namespace mtscomp
