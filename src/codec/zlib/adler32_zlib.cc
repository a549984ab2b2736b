// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <zlib.h>

#include "codec/zlib/adler32.h"

namespace mtscomp {

std::uint32_t combine_adler32(std::uint32_t first, std::uint32_t second,
                              std::uint64_t second_size) {
  return static_cast<std::uint32_t>(
      adler32_combine(first, second, static_cast<z_off_t>(second_size)));
}

}  // namespace mtscomp
