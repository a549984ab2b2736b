// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <cassert>

#include "codec/inflate/inflate_backend.h"

namespace mtscomp {

bool has_libdeflate() { return false; }

std::unique_ptr<InflateBackend> make_libdeflate_inflate() {
  assert(false);
  return make_zlib_inflate();
}

}  // namespace mtscomp
