// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/existing_pair.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "mtscomp/base/error.h"
#include "mtscomp/base/output_file.h"
#include "mtscomp/writer/killed_writer.h"

namespace mtscomp {
namespace {

constexpr std::array<std::string_view, 5> kOwnChecks = {
    "header", "size", "chunks", "sha1_compressed", "sha1_uncompressed"};

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

}  // namespace

bool is_damaged(const VerifyReport& report) {
  return std::any_of(kOwnChecks.begin(), kOwnChecks.end(),
                     [&](std::string_view name) {
                       return report.check(name).result == CheckResult::kFailed;
                     });
}

PairProblem find_problem(const VerifyReport& report, bool wants_proof) {
  if (const Check* failed = find_check(report, CheckResult::kFailed)) {
    return {is_damaged(report) ? PairFault::kDamaged : PairFault::kDiffers,
            failed->message};
  }
  const Check* missing = find_check(report, CheckResult::kMissing);
  return missing != nullptr && wants_proof
             ? PairProblem{PairFault::kUnproven, missing->message}
             : PairProblem{};
}

std::string advice_on(PairFault fault, bool is_read) {
  std::string whole = "; the pair is whole in itself and is not replaced";
  switch (fault) {
    case PairFault::kDamaged:
      return "; --overwrite packs it anew";
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

bool is_complete(const RecordingFiles& pair) {
  return is_there(pair.path_of(pair.cbin_name)) &&
         is_there(pair.path_of(pair.ch_name));
}

void refuse_half_pair(const RecordingFiles& pair) {
  const std::string cbin_path = pair.path_of(pair.cbin_name);
  const std::string ch_path = pair.path_of(pair.ch_name);
  const bool has_cbin = is_there(cbin_path);
  if (has_cbin == is_there(ch_path) ||
      is_left_by_killed_writer(cbin_path, ch_path)) {
    return;
  }
  throw UsageError(fmt::format(
      "{}: expected {} beside it, found half a pair, which is never "
      "overwritten; see whose it is, and move it away",
      has_cbin ? cbin_path : ch_path,
      has_cbin ? pair.ch_name : pair.cbin_name));
}

}  // namespace mtscomp
