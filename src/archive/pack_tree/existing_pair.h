// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Faults of an existing pair of a recording that is to be packed, and advice
// for the user.
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
  kUnknown,    // Not checked: a read error, or this version is too old.
  kDiffers,    // The pair differs from the plain file; either may be damaged.
  kUnproven,   // The header lacks the SHA-1s that prove the pair.
};

struct PairProblem {
  PairFault fault = PairFault::kNone;
  std::string message;
};

// The worst fault in a report.  Failed checks of the .meta are ignored, because
// it describes the plain file.  A pair is kUnproven only if `needs_sha1`.  A
// pair with a part that was not checked is never kDamaged.
PairProblem find_problem(const VerifyReport& report, bool needs_sha1);

// Text to append to a message about the fault.  `is_read`: every byte of the
// pair was read, so a pair that is not kDamaged is sound.
std::string advice_on(PairFault fault, bool is_read);

// Whether both files of the pair exist.
bool is_complete(const PackFiles& files);

// Throws: UsageError if only one file of the pair exists, except after a killed
// writer, because the next writer cleans up; std::system_error.
void refuse_half_pair(const PackFiles& files);

}  // namespace mtscomp
