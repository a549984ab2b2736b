// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <fmt/format.h>

#include "codec/deflate/deflate_backend.h"
#include "mtscomp/base/error.h"

namespace mtscomp {

std::unique_ptr<DeflateBackend> make_libdeflate(int level) {
  throw UsageError(fmt::format(
      "level {}: expected fast, balanced, dense or zlib6, as this build has no "
      "libdeflate",
      level));
}

std::unique_ptr<DeflateBackend> make_balanced() { return make_zlib6(); }

std::unique_ptr<DeflateBackend> make_dense() { return make_zlib9(); }

}  // namespace mtscomp
