// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What is wrong with a pair that stands where one is to be packed, and what a
// person can do about it.
#pragma once

#include <string>

#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/archive/verify_report.h"

namespace mtscomp {

enum class PairFault {
  kNone,
  kDamaged,   // In itself, whatever the plain file is.
  kDiffers,   // From the plain file; either may be the damaged one.
  kUnproven,  // The header lacks what would prove it.
};

struct PairProblem {
  PairFault fault = PairFault::kNone;
  std::string message;
};

// Whether a check of the pair by itself failed.
bool is_damaged(const VerifyReport& report);

// The worst that a report tells.  What the .meta says is of the plain file, and
// no fault of the pair.  A pair is kUnproven only if `wants_proof`.
PairProblem find_problem(const VerifyReport& report, bool wants_proof);

// The end of a message about the fault.  `is_read`: every byte of the pair was,
// so that one which is not kDamaged is whole in itself.
std::string advice_on(PairFault fault, bool is_read);

// Whether both its files are there.
bool is_complete(const RecordingFiles& pair);

// Throws: UsageError if one of its files is there without the other, but for
// what a killed writer left, which the next one clears up; std::system_error.
void refuse_half_pair(const RecordingFiles& pair);

}  // namespace mtscomp
