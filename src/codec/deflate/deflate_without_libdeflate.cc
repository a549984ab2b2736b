// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/deflate_backend.h"

namespace mtscomp {

std::unique_ptr<DeflateBackend> make_balanced() { return make_zlib6(); }

std::unique_ptr<DeflateBackend> make_dense() { return make_zlib9(); }

}  // namespace mtscomp
