// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Replaces the three *_libdeflate.cc in builds without libdeflate. zlib is used
// instead; the decoder "libdeflate" does not exist.
#include <zlib.h>

#include <cassert>

#include "codec/deflate/deflate_backend.h"
#include "codec/inflate/inflate_backend.h"
#include "codec/zlib/adler32.h"

namespace mtscomp {

std::uint32_t adler32_of(std::uint32_t before,
                         std::span<const std::byte> bytes) {
  return static_cast<std::uint32_t>(adler32_z(
      before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::unique_ptr<DeflateBackend> make_balanced() { return make_zlib6(); }

std::unique_ptr<DeflateBackend> make_dense() { return make_zlib9(); }

bool has_libdeflate() { return false; }

std::unique_ptr<InflateBackend> make_libdeflate_inflate() {
  assert(false);
  return make_zlib_inflate();
}

}  // namespace mtscomp
