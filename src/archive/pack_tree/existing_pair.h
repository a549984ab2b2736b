// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds faults of the existing pair of a recording that is to be packed, and
// makes advice for the user.
#pragma once

#include <string>

#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/archive/verify_report.h"
#include "mtscomp/writer/pack_files.h"

namespace mtscomp {

enum class PairFault {
  kNone,
  kDamaged,    // The size, a chunk or a SHA-1 of the .cbin is wrong.
  kBadHeader,  // The .ch is not valid; the .cbin may be the only copy.
  kUnknown,    // Not checked: read error, or needs a newer mtscompfs.
  kDiffers,    // The pair differs from the plain file; either may be damaged.
  kUnproven,   // The header lacks SHA-1s to compare with.
};

struct PairProblem {
  PairFault fault = PairFault::kNone;
  std::string message;
};

// Returns the worst fault in a report.  Failed checks of the .meta are ignored,
// because the .meta describes the plain file.  kUnproven is returned only if
// `needs_sha1`.  If a part of the pair was not checked, kDamaged is not
// returned.
PairProblem find_problem(const VerifyReport& report, bool needs_sha1);

// Returns the advice to append to a message about the fault.  `is_read` means
// that every byte of the pair was read: a pair that is not kDamaged is then
// sound.
std::string advice_on(PairFault fault, bool is_read);

// Whether both files of the pair exist.
bool is_complete(const PackFiles& files);

// Throws: UsageError if only one file of the pair exists; std::system_error.
// Does not throw if a killed writer left the file, because the next writer
// cleans up.
void refuse_half_pair(const PackFiles& files);

}  // namespace mtscomp
