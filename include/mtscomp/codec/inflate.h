// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Inflates zlib streams (RFC 1950), with one of the decoders of
// decoder_choice.h.
//
// Not thread-safe: use one Inflater per thread.  An Inflater keeps its working
// memory between calls.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "mtscomp/base/export.h"
#include "mtscomp/codec/decoder_choice.h"

namespace MTSCOMP_API mtscomp {

class InflateBackend;

class Inflater {
 public:
  // Requires: `kind` is in usable_decoders().  Throws: std::bad_alloc; the
  // default argument throws like chosen_decoder().
  explicit Inflater(DecoderKind kind = chosen_decoder());
  Inflater(Inflater&&) noexcept;
  Inflater& operator=(Inflater&&) noexcept;
  ~Inflater();

  // Fills `output` from the stream at the start of `input`.  Bytes after the
  // end of the stream are ignored.  mtscomp's reader ignores them too.
  // Throws: CorruptChunkError if the stream is damaged, its Adler-32 differs,
  // or the stream does not contain exactly output.size() bytes.  The content of
  // `output` is then undefined.
  void inflate(std::span<const std::byte> input, std::span<std::byte> output);

 private:
  std::unique_ptr<InflateBackend> backend_;
};

}  // namespace mtscomp
