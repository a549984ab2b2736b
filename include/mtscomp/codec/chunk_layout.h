// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The part of a header that is needed to decode one chunk.  It describes the
// order and the type of the chunk's values.
#pragma once

#include <cstdint>

#include "mtscomp/base/export.h"
#include "mtscomp/format/header.h"

namespace MTSCOMP_API mtscomp {

struct ChunkLayout {
  Dtype dtype;
  std::uint64_t n_channels = 0;
  Transform transform = {};

  static ChunkLayout of(const Header& header) {
    return {.dtype = header.dtype,
            .n_channels = header.n_channels,
            .transform = header.transform};
  }

  // Size of one sample, in bytes: one value for each channel.
  std::uint64_t sample_size() const { return n_channels * dtype.value_width; }
};

}  // namespace mtscomp
