// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/inflate.h"

#include "codec/inflate/inflate_backend.h"

namespace mtscomp {
namespace {

std::unique_ptr<InflateBackend> make_backend(DecoderKind kind) {
  switch (kind) {
    case DecoderKind::kNative:
      return make_native_inflate();
    case DecoderKind::kLibdeflate:
      return make_libdeflate_inflate();
    case DecoderKind::kZlib:
      break;
  }
  return make_zlib_inflate();
}

}  // namespace

Inflater::Inflater(DecoderKind kind) : backend_(make_backend(kind)) {}

Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;
Inflater::~Inflater() = default;

void Inflater::inflate(std::span<const std::byte> input,
                       std::span<std::byte> output) {
  backend_->inflate(input, output);
}

}  // namespace mtscomp
