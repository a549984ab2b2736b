// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Builds with sanitizers or coverage: memory use means nothing under
// sanitizers, and tests take several times as long in both.
#pragma once

#include <cstdlib>

namespace mtscomp {

// Build settings of programs and tests (tests/meson.build).
inline bool is_sanitized() {
  return std::getenv("MTSCOMP_SANITIZED") != nullptr;
}
inline bool is_covered() { return std::getenv("MTSCOMP_COVERED") != nullptr; }
inline bool is_slow() { return is_sanitized() || is_covered(); }

}  // namespace mtscomp
