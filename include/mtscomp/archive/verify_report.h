// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The report of verify(): one result for each check, and conclusions from them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

enum class CheckResult {
  kOk,
  kFailed,   // Checked and wrong; see the message.
  kUnknown,  // Not checked: read error, unsupported format, out of memory.
  kMissing,  // The header lacks the value to compare with.
  kAbsent,   // The check does not apply to this recording.
  kNotDone,  // Not requested, or not possible because an earlier check failed.
};

// "ok", "failed", "not verified", "missing", "absent", "not done".
std::string_view serialize_check_result(CheckResult result);

// Names of checks:
//   header             the .ch is valid, and every number in it is possible
//   size               the .cbin has the size that the header says
//   chunks             every zlib stream has the right checksum and size
//   sha1_compressed    SHA-1 of the .cbin
//   sha1_uncompressed  SHA-1 of the decoded samples; absent for floats with
//                      differences, which are rounded
//   file_size          fileSizeBytes of the .meta is the size of the samples
//   file_sha1          fileSHA1 of the .meta is the SHA-1 of the samples
//   raw                the plain file has the size of the samples, and its
//                      SHA-1 is that of the header and of the decoded samples
struct Check {
  std::string_view name;
  CheckResult result = CheckResult::kNotDone;
  std::string message;  // Begins with a path; may be empty.
};

struct VerifyReport {
  std::vector<Check> checks;    // All checks, in the order above.
  std::uint64_t raw_size = 0;   // Bytes of samples; 0 without a header.
  std::uint64_t cbin_size = 0;  // Bytes, according to the header.
  std::size_t n_chunks = 0;
  std::size_t n_bad_chunks = 0;
  std::size_t n_unread_chunks = 0;
  std::optional<std::string> recorded_sha1;  // sha1_uncompressed of the .ch.
  std::optional<std::string> sha1_uncompressed;  // SHA-1 of the samples.
  // Messages that are not about a check: parts of the pair that may have been
  // read from memory instead of the disk, or wrong segments.
  std::vector<std::string> notes;

  // Requires: `name` must be the name of a check.
  const Check& check(std::string_view name) const;
  bool has(CheckResult result) const;
  // Whether no check has the result kFailed, kUnknown or kMissing.
  bool is_verified() const {
    return !has(CheckResult::kFailed) && !has(CheckResult::kUnknown) &&
           !has(CheckResult::kMissing);
  }
  // Whether every byte of the pair and of the plain file was read and compared,
  // without a difference.  The plain file can then be restored from the pair.
  bool is_raw_verified() const;
};

}  // namespace mtscomp
