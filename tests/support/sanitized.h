// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Under sanitizers memory says nothing, and all takes several times as long.
#pragma once

#include <cstdlib>

namespace mtscomp {

// Whether programs and tests were built with one (tests/meson.build).
inline bool is_sanitized() {
  return std::getenv("MTSCOMP_SANITIZED") != nullptr;
}

}  // namespace mtscomp
