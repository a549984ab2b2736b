// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// verify(): what can be proven of a pair without unpacking it to a file, and of
// the plain recording that it was made from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/archive/recording_finder.h"

namespace mtscomp {

enum class CheckResult {
  kOk,
  kFailed,   // What was found is not what was expected: see the message.
  kMissing,  // The header lacks what it takes to prove this.
  kAbsent,   // There is nothing that could be compared, and need not be.
  kNotDone,  // Not asked for, or of no use after what failed before.
};

// "ok", "failed", "missing", "absent", "not done".
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

struct VerifyOptions {
  std::size_t n_threads = 1;
  // Read the header, the .meta and the sizes, and no sample.
  bool quick = false;
  // Read the plain file beside the pair too, if there is one.
  bool compare_raw = false;
};

struct VerifyReport {
  std::vector<Check> checks;    // All of the above, in that order.
  std::uint64_t raw_size = 0;   // Bytes; 0 without a header.
  std::uint64_t cbin_size = 0;  // Bytes that the header tells of.
  std::size_t n_chunks = 0;
  std::size_t n_bad_chunks = 0;
  std::optional<std::string> sha1_uncompressed;  // Found by decoding.

  // Requires: there is such a check.
  const Check& check(std::string_view name) const;
  bool has(CheckResult result) const;
  // No check failed, and nothing that would be needed to prove it is missing.
  bool is_proven() const {
    return !has(CheckResult::kFailed) && !has(CheckResult::kMissing);
  }
  // All of the pair and of the plain file beside it was just proven, by reading
  // every byte of both: the plain file can be made again from the pair.
  bool is_raw_proven() const;
};

// Bytes of files, read so far and in all.
struct VerifyProgress {
  std::uint64_t total = 0;
  std::uint64_t done = 0;
};
using OnVerifyProgress = std::function<void(const VerifyProgress&)>;

// Decodes with n_threads threads; the caller's thread hashes, and is told of
// the progress.  At most n_threads + 1 chunks are in memory.
//
// Whatever is wrong with the files is in the report, not an exception.
// Throws: UsageError for a request to stop; std::bad_alloc; what on_progress
// throws.
VerifyReport verify(const RecordingFiles& files, const VerifyOptions& options,
                    const std::stop_token& stop,
                    const OnVerifyProgress& on_progress);

}  // namespace mtscomp
