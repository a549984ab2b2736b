// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Faults of a pair that is already there when a recording is to be packed, and
// the advice on each.
#pragma once

#include <string>

#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/archive/verify_report.h"
#include "mtscomp/writer/pack_files.h"

namespace mtscomp {

enum class PairFault {
  kNone,
  kDamaged,    // Bytes of the .cbin: its size, a chunk or a SHA-1 is wrong.
  kBadHeader,  // The .ch is no header; the .cbin may be the only copy.
  kUnknown,    // Not checked: unreadable, or not understood by this version.
  kDiffers,    // From the plain file; either may be the damaged one.
  kUnproven,   // The header lacks the SHA-1s to verify it by.
};

struct PairProblem {
  PairFault fault = PairFault::kNone;
  std::string message;
};

// The worst fault in a report.  The .meta describes the plain file, so its
// checks are no faults of the pair.  A pair is kUnproven only if `needs_sha1`.
// A pair with a part that was not checked is never kDamaged.
PairProblem find_problem(const VerifyReport& report, bool needs_sha1);

// The end of a message about the fault.  `is_read`: every byte of the pair was
// read, so a pair that is not kDamaged is whole in itself.
std::string advice_on(PairFault fault, bool is_read);

// Whether both its files are there.
bool is_complete(const PackFiles& files);

// Throws: UsageError if one of its files is there without the other, but for
// what a killed writer left, which the next one clears up; std::system_error.
void refuse_half_pair(const PackFiles& files);

}  // namespace mtscomp
