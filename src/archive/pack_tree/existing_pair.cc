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

// The first of them; nullptr if there is none.
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
  // The checks of the pair come before that of the plain file.
  if (const Check* failed = find_check(report, CheckResult::kFailed)) {
    return {fault_of(*failed), failed->message};
  }
  const Check* missing = find_check(report, CheckResult::kMissing);
  return missing != nullptr && needs_sha1
             ? PairProblem{PairFault::kUnproven, missing->message}
             : PairProblem{};
}

std::string advice_on(PairFault fault, bool is_read) {
  std::string whole = "; the pair is whole in itself and is not replaced";
  switch (fault) {
    case PairFault::kDamaged:
      return "; --overwrite packs it anew if the plain file has the SHA-1 in "
             "the header";
    case PairFault::kBadHeader:
      return "; the .cbin may be sound, so the pair is not replaced: restore "
             "the .ch, or move both files away";
    case PairFault::kUnknown:
      return "; the pair is not verified, and is not replaced";
    case PairFault::kDiffers:
      return is_read
                 ? whole + ": one of the two is damaged or of another recording"
                 : "; --overwrite replaces the pair only if it is damaged "
                   "in itself";
    case PairFault::kUnproven:
      return "; the pair is not known to be damaged, and is not replaced";
    case PairFault::kNone:
      break;
  }
  return whole;
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
      "{}: expected {} beside it, found half a pair, which is never "
      "overwritten; see whose it is, and move it away",
      there.path(), missing.name()));
}

}  // namespace mtscomp
