// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The part of the damage matrix that is run: all of it if MTSCOMP_MATRIX=full
// is in the environment (`scripts/check.sh matrix`), otherwise a part that
// every test run has time for; less under sanitizers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "support/golden.h"
#include "support/sanitized.h"

namespace mtscomp {

inline bool is_full_matrix() {
  const char* const form = std::getenv("MTSCOMP_MATRIX");
  return form != nullptr && std::string_view(form) == "full";
}

// Whether every change is made to this pair; other pairs get a number of random
// changes.
inline bool is_exhaustive(const GoldenPair& pair,
                          const std::vector<std::string_view>& in_short) {
  if (is_full_matrix()) {
    return true;
  }
  return !is_slow() && std::find(in_short.begin(), in_short.end(), pair.name) !=
                           in_short.end();
}

}  // namespace mtscomp
