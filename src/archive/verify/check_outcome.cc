// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/verify/check_outcome.h"

#include <fmt/format.h>

namespace mtscomp {

CheckOutcome compare_texts(const std::string& place,
                           const std::optional<std::string>& expected,
                           const std::optional<std::string>& found) {
  if (!expected || !found || *expected == *found) {
    return {};
  }
  return {CheckResult::kFailed,
          fmt::format("{}: expected {}, found {}", place, *expected, *found)};
}

}  // namespace mtscomp
