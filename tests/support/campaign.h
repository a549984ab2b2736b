// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The part of a long test that is run: all of it in Meson's suite `campaign`,
// which sets MTSCOMP_CAMPAIGN=1; otherwise a part that is fast.
#pragma once

#include <cstdlib>
#include <string_view>

namespace mtscomp {

inline bool is_campaign() {
  const char* const chosen = std::getenv("MTSCOMP_CAMPAIGN");
  return chosen != nullptr && std::string_view(chosen) == "1";
}

}  // namespace mtscomp
