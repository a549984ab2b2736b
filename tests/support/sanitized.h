// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Under sanitizers memory says nothing; under them, and where coverage is
// counted, all takes several times as long.
#pragma once

#include <cstdlib>

namespace mtscomp {

// How programs and tests were built (tests/meson.build).
inline bool is_sanitized() {
  return std::getenv("MTSCOMP_SANITIZED") != nullptr;
}
inline bool is_covered() { return std::getenv("MTSCOMP_COVERED") != nullptr; }
inline bool is_slow() { return is_sanitized() || is_covered(); }

}  // namespace mtscomp
