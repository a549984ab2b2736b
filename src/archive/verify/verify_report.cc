// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/verify_report.h"

#include <algorithm>
#include <cassert>

namespace mtscomp {

std::string_view serialize_check_result(CheckResult result) {
  switch (result) {
    case CheckResult::kOk:
      return "ok";
    case CheckResult::kFailed:
      return "failed";
    case CheckResult::kUnknown:
      return "not verified";
    case CheckResult::kMissing:
      return "missing";
    case CheckResult::kAbsent:
      return "absent";
    case CheckResult::kNotDone:
      break;
  }
  return "not done";
}

const Check& VerifyReport::check(std::string_view name) const {
  const auto found =
      std::find_if(checks.begin(), checks.end(),
                   [name](const Check& check) { return check.name == name; });
  assert(found != checks.end());
  return *found;
}

bool VerifyReport::has(CheckResult result) const {
  return std::any_of(
      checks.begin(), checks.end(),
      [result](const Check& check) { return check.result == result; });
}

bool VerifyReport::is_raw_verified() const {
  return is_verified() && check("chunks").result == CheckResult::kOk &&
         check("sha1_compressed").result == CheckResult::kOk &&
         check("sha1_uncompressed").result == CheckResult::kOk &&
         check("raw").result == CheckResult::kOk;
}

}  // namespace mtscomp
