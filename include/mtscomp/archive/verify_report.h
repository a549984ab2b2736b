// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What verify() found: one result for each check, and what follows from them.
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
  kFailed,   // Checked, and wrong: see the message.
  kUnknown,  // Not checked: unreadable, not understood, short of memory.
  kMissing,  // The header lacks the value to compare with.
  kAbsent,   // There is nothing that could be compared, and need not be.
  kNotDone,  // Not asked for, or of no use after what failed before.
};

// "ok", "failed", "not verified", "missing", "absent", "not done".
std::string_view serialize_check_result(CheckResult result);

// Names of checks:
//   header             the .ch is one, and every number in it is possible
//   size               the .cbin has the size that the header ends with
//   chunks             every zlib stream has its checksum and its size
//   sha1_compressed    of the .cbin
//   sha1_uncompressed  of the decoded samples; absent for floats with
//                      differences, which are not what was packed
//   file_size          fileSizeBytes of the .meta is the size of the samples
//   file_sha1          fileSHA1 of the .meta is the SHA-1 of the samples
//   raw                the plain file has this size, and the SHA-1 of the
//                      header and of the decoded samples
struct Check {
  std::string_view name;
  CheckResult result = CheckResult::kNotDone;
  std::string message;  // Names file, expectation and finding; may be empty.
};

struct VerifyReport {
  std::vector<Check> checks;    // All of the above, in that order.
  std::uint64_t raw_size = 0;   // Bytes; 0 without a header.
  std::uint64_t cbin_size = 0;  // Bytes that the header tells of.
  std::size_t n_chunks = 0;
  std::size_t n_bad_chunks = 0;
  std::size_t n_unread_chunks = 0;
  std::optional<std::string> recorded_sha1;  // sha1_uncompressed of the .ch.
  std::optional<std::string> sha1_uncompressed;  // Found by decoding.
  // Parts of the pair that may not have been read from the disk.
  std::vector<std::string> notes;

  // Requires: there is such a check.
  const Check& check(std::string_view name) const;
  bool has(CheckResult result) const;
  // Every check that applies was done and is ok.
  bool is_verified() const {
    return !has(CheckResult::kFailed) && !has(CheckResult::kUnknown) &&
           !has(CheckResult::kMissing);
  }
  // The pair and the plain file beside it were just compared, by reading every
  // byte of both: the plain file can be made again from the pair.
  bool is_raw_verified() const;
};

}  // namespace mtscomp
