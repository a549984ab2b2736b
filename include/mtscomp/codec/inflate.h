// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Inflates zlib streams (RFC 1950) with libdeflate, or with zlib where the
// build has no libdeflate: one header, two sources.
//
// One Inflater per thread: it is not thread-safe and keeps its working memory
// between calls.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace mtscomp {

class Inflater {
 public:
  // Throws: std::bad_alloc.
  Inflater();
  Inflater(Inflater&&) noexcept;
  Inflater& operator=(Inflater&&) noexcept;
  ~Inflater();

  // Fills `output` from the stream that `input` begins with; bytes after the
  // stream's end are ignored, as mtscomp's reader ignores them.
  // Throws: CorruptChunkError if the stream is damaged, its Adler-32 differs,
  // or it does not hold exactly output.size() bytes.  `output` is then rubbish.
  void inflate(std::span<const std::byte> input, std::span<std::byte> output);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mtscomp
