// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Memory that is kept from one chunk to the next.
#pragma once

#include <cstddef>
#include <span>

#include "mtscomp/base/byte_buffer.h"

namespace mtscomp {

// The first `size` bytes of a buffer, which grows if it has fewer; its contents
// are then lost.
inline std::span<std::byte> scratch_in(ByteBuffer& buffer, std::size_t size) {
  if (buffer.size() < size) {
    buffer = ByteBuffer();  // The old one goes before the new one comes.
    buffer = ByteBuffer(size);
  }
  return buffer.span().first(size);
}

}  // namespace mtscomp
