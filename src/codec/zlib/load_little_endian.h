// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Loads a little-endian number from memory, which needs no alignment.
#pragma once

#include <bit>
#include <cstddef>
#include <cstring>

#include "codec/transform/values.h"

namespace mtscomp {

template <typename Word>
Word load_little_endian(const std::byte* at) {
  Word word = 0;
  std::memcpy(&word, at, sizeof(word));
  if constexpr (std::endian::native == std::endian::big) {
    word = swap_bytes(word);
  }
  return word;
}

}  // namespace mtscomp
