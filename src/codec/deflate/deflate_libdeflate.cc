// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <libdeflate.h>

#include <cassert>
#include <new>

#include "codec/deflate/deflate_backend.h"
#include "codec/zlib/adler32.h"

namespace mtscomp {
namespace {

struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const {
    libdeflate_free_compressor(compressor);
  }
};

class Libdeflate : public DeflateBackend {
 public:
  explicit Libdeflate(int level)
      : compressor_(libdeflate_alloc_compressor(level)) {
    if (!compressor_) {
      throw std::bad_alloc();
    }
  }

  bool can_segment() const override { return false; }

  std::size_t bound(std::size_t input_size,
                    std::size_t /*n_segments*/) override {
    return libdeflate_zlib_compress_bound(compressor_.get(), input_size);
  }

  std::vector<DeflatedSegment> deflate_segments(
      std::span<const std::byte> input,
      [[maybe_unused]] std::span<const std::size_t> ends,
      std::span<std::byte> output) override {
    assert(ends.size() == 1);
    const std::size_t size =
        libdeflate_zlib_compress(compressor_.get(), input.data(), input.size(),
                                 output.data(), output.size());
    assert(size > 0);  // 0 means that bound() was too small.
    return {{.size = size, .adler = adler32_of(kAdler32OfNothing, input)}};
  }

 private:
  std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor_;
};

}  // namespace

std::unique_ptr<DeflateBackend> make_balanced() {
  constexpr int kDefaultLevel = 6;
  return std::make_unique<Libdeflate>(kDefaultLevel);
}

std::unique_ptr<DeflateBackend> make_dense() {
  constexpr int kSmallestLevel = 12;
  return std::make_unique<Libdeflate>(kSmallestLevel);
}

}  // namespace mtscomp
