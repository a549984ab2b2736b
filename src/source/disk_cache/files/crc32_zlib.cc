// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <zlib.h>

#include "source/disk_cache/files/crc32.h"

namespace mtscomp {

// zlib returns 0 for a null pointer, which an empty span can have.
std::uint32_t crc32_of(std::uint32_t before, std::span<const std::byte> bytes) {
  return bytes.empty()
             ? before
             : static_cast<std::uint32_t>(
                   crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()),
                           bytes.size()));
}

}  // namespace mtscomp
