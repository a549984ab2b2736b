// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <fmt/format.h>
#include <libdeflate.h>

#include <new>

#include "mtscomp/base/error.h"
#include "mtscomp/codec/inflate.h"

namespace mtscomp {
namespace {

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const {
    libdeflate_free_decompressor(decompressor);
  }
};

}  // namespace

struct Inflater::State {
  std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor;
};

Inflater::Inflater() : state_(std::make_unique<State>()) {
  state_->decompressor.reset(libdeflate_alloc_decompressor());
  if (!state_->decompressor) {
    throw std::bad_alloc();
  }
}

Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;
Inflater::~Inflater() = default;

void Inflater::inflate(std::span<const std::byte> input,
                       std::span<std::byte> output) {
  std::size_t used = 0;
  // Without a place for the output's size, any other size is an error.
  const libdeflate_result result = libdeflate_zlib_decompress_ex(
      state_->decompressor.get(), input.data(), input.size(), output.data(),
      output.size(), &used, nullptr);
  switch (result) {
    case LIBDEFLATE_SUCCESS:
      return;
    case LIBDEFLATE_SHORT_OUTPUT:
      throw CorruptChunkError(
          fmt::format("expected {} bytes from its zlib stream, found fewer",
                      output.size()));
    case LIBDEFLATE_INSUFFICIENT_SPACE:
      throw CorruptChunkError(fmt::format(
          "expected {} bytes from its zlib stream, found more", output.size()));
    case LIBDEFLATE_BAD_DATA:
      break;
  }
  throw CorruptChunkError(
      "expected a zlib stream with a matching Adler-32, found damaged data");
}

}  // namespace mtscomp
