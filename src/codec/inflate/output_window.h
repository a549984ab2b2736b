// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Where a stream is inflated to.
#pragma once

#include <cstddef>

namespace mtscomp {

struct OutputWindow {
  std::byte* begin = nullptr;  // Matches may be copied from here on.
  std::byte* at = nullptr;     // The next byte goes here.
  std::byte* end = nullptr;    // Nothing is written from here on.

  std::size_t produced() const { return static_cast<std::size_t>(at - begin); }
  std::size_t room() const { return static_cast<std::size_t>(end - at); }
};

}  // namespace mtscomp
