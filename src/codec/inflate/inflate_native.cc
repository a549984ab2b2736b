// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <algorithm>

#include "codec/inflate/inflate_backend.h"
#include "codec/inflate/inflate_errors.h"
#include "codec/inflate/inflate_stream.h"
#include "codec/zlib/adler32.h"

namespace mtscomp {
namespace {

class Native : public InflateBackend {
 public:
  void inflate(std::span<const std::byte> input,
               std::span<std::byte> output) override {
    // The checksum is computed while a piece is in the second-level cache.
    constexpr std::size_t kPiece = std::size_t{128} << 10;
    stream_.start(input, output.size());
    OutputWindow window = {.begin = output.data(),
                           .at = output.data(),
                           .end = output.data() + output.size()};
    std::uint32_t adler = kAdler32OfNothing;
    while (window.room() > 0) {
      const std::byte* const piece = window.at;
      stream_.inflate(window, piece + std::min(kPiece, window.room()));
      adler = adler32_of(adler, {piece, window.at});
    }
    if (stream_.finish() != adler) {
      throw_damaged_stream();
    }
  }

 private:
  InflateStream stream_ = InflateStream(usable_fast_loop());
};

}  // namespace

std::unique_ptr<InflateBackend> make_native_inflate() {
  return std::make_unique<Native>();
}

}  // namespace mtscomp
