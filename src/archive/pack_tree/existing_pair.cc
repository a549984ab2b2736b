// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/pack_tree/existing_pair.h"

#include <fmt/format.h>

#include <algorithm>

#include "mtscomp/base/error.h"
#include "mtscomp/base/output_file.h"
#include "writer/commit/recovery.h"

namespace mtscomp {
namespace {

bool is_of_meta(const Check& check) {
  return check.name == "file_size" || check.name == "file_sha1";
}

// The first check with this result; nullptr if there is none.
const Check* find_check(const VerifyReport& report, CheckResult result) {
  const auto found = std::find_if(
      report.checks.begin(), report.checks.end(), [&](const Check& check) {
        return check.result == result && !is_of_meta(check);
      });
  return found == report.checks.end() ? nullptr : &*found;
}

PairFault fault_of(const Check& failed) {
  return failed.name == "header" ? PairFault::kBadHeader
         : failed.name == "raw"  ? PairFault::kDiffers
                                 : PairFault::kDamaged;
}

}  // namespace

PairProblem find_problem(const VerifyReport& report, bool needs_sha1) {
  if (const Check* unknown = find_check(report, CheckResult::kUnknown)) {
    return {PairFault::kUnknown, unknown->message};
  }
  // The checks of the pair precede the check of the plain file.
  if (const Check* failed = find_check(report, CheckResult::kFailed)) {
    return {fault_of(*failed), failed->message};
  }
  const Check* missing = find_check(report, CheckResult::kMissing);
  return missing != nullptr && needs_sha1
             ? PairProblem{PairFault::kUnproven, missing->message}
             : PairProblem{};
}

std::string advice_on(PairFault fault, bool is_read) {
  std::string sound = "; the pair passes its own checks and was not replaced";
  switch (fault) {
    case PairFault::kDamaged:
      return "; --overwrite packs the recording again if the SHA-1 of the "
             "plain file is the SHA-1 in the .ch";
    case PairFault::kBadHeader:
      return "; the .cbin may be sound, so the pair was not replaced; restore "
             "the .ch, or move both files away";
    case PairFault::kUnknown:
      return "; the pair could not be verified and was not replaced";
    case PairFault::kDiffers:
      return is_read
                 ? sound +
                       "; find out whether the pair or the plain file is right"
                 : "; --overwrite replaces the pair only if the pair itself is "
                   "damaged";
    case PairFault::kUnproven:
      return "; the pair may be sound and was not replaced";
    case PairFault::kNone:
      break;
  }
  return sound;
}

bool is_complete(const PackFiles& files) {
  return files.cbin.is_there() && files.ch.is_there();
}

void refuse_half_pair(const PackFiles& files) {
  const bool has_cbin = files.cbin.is_there();
  if (has_cbin == files.ch.is_there() ||
      is_left_by_killed_writer(files.cbin, files.ch)) {
    return;
  }
  const FileLocation& there = has_cbin ? files.cbin : files.ch;
  const FileLocation& missing = has_cbin ? files.ch : files.cbin;
  throw UsageError(fmt::format(
      "{}: only one file of a pair exists ({} is missing); single files are "
      "never overwritten; move the file away",
      there.path(), missing.name()));
}

}  // namespace mtscomp
