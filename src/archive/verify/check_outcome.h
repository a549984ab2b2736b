// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The outcome of one check of verify().
#pragma once

#include <optional>
#include <string>

#include "mtscomp/archive/verify_report.h"

namespace mtscomp {

struct CheckOutcome {
  CheckResult result = CheckResult::kOk;
  std::string message = {};  // The problem; may be empty.
};

// Compares two texts.  If one of the texts is unknown, the result is kOk.  The
// message is "{subject} is {found}, but {source} {expected}": for example,
// subject "x.cbin: the SHA-1" and source "sha1_compressed in x.ch says".
CheckOutcome compare_texts(const std::string& subject,
                           const std::string& source,
                           const std::optional<std::string>& expected,
                           const std::optional<std::string>& found);

}  // namespace mtscomp
