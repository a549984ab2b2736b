// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <libdeflate.h>

#include <new>

#include "codec/inflate/inflate_backend.h"
#include "codec/inflate/inflate_errors.h"

namespace mtscomp {
namespace {

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const {
    libdeflate_free_decompressor(decompressor);
  }
};

class Libdeflate : public InflateBackend {
 public:
  Libdeflate() : decompressor_(libdeflate_alloc_decompressor()) {
    if (!decompressor_) {
      throw std::bad_alloc();
    }
  }

  void inflate(std::span<const std::byte> input,
               std::span<std::byte> output) override {
    std::size_t used = 0;
    // With nullptr for the output's size, any other size is an error.
    const libdeflate_result result = libdeflate_zlib_decompress_ex(
        decompressor_.get(), input.data(), input.size(), output.data(),
        output.size(), &used, nullptr);
    switch (result) {
      case LIBDEFLATE_SUCCESS:
        return;
      case LIBDEFLATE_SHORT_OUTPUT:
        throw_stream_holds_fewer(output.size());
      case LIBDEFLATE_INSUFFICIENT_SPACE:
        throw_stream_holds_more(output.size());
      case LIBDEFLATE_BAD_DATA:
        break;
    }
    throw_damaged_stream();
  }

 private:
  std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor_;
};

}  // namespace

bool has_libdeflate() { return true; }

std::unique_ptr<InflateBackend> make_libdeflate_inflate() {
  return std::make_unique<Libdeflate>();
}

}  // namespace mtscomp
