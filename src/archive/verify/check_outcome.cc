// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/verify/check_outcome.h"

#include <fmt/format.h>

namespace mtscomp {

CheckOutcome compare_texts(const std::string& subject,
                           const std::string& source,
                           const std::optional<std::string>& expected,
                           const std::optional<std::string>& found) {
  if (!expected || !found || *expected == *found) {
    return {};
  }
  return {CheckResult::kFailed, fmt::format("{} is {}, but {} {}", subject,
                                            *found, source, *expected)};
}

}  // namespace mtscomp
