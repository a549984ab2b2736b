// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What one check of verify() found.
#pragma once

#include <optional>
#include <string>

#include "mtscomp/archive/verify_report.h"

namespace mtscomp {

struct CheckOutcome {
  CheckResult result = CheckResult::kOk;
  std::string message = {};  // What is wrong, or missing.
};

// Of two texts of which both are known; else there is nothing wrong.  `place`
// is where the first stands: a file, and a key.
CheckOutcome compare_texts(const std::string& place,
                           const std::optional<std::string>& expected,
                           const std::optional<std::string>& found);

}  // namespace mtscomp
