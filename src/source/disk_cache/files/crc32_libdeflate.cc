// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <libdeflate.h>

#include "source/disk_cache/files/crc32.h"

namespace mtscomp {

// libdeflate returns 0 for a null pointer, which an empty span can have.
std::uint32_t crc32_of(std::uint32_t before, std::span<const std::byte> bytes) {
  return bytes.empty() ? before
                       : libdeflate_crc32(before, bytes.data(), bytes.size());
}

}  // namespace mtscomp
