// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs a RepackCommand.
#pragma once

#include "programs/repack/mtscomp_repack_options.h"

namespace mtscomp {

// Returns the exit code.  It is 0 only if no pair failed, was stopped or has a
// warning, and all directories could be read.
// Throws: UsageError, std::system_error.
int run_repack(const RepackCommand& command);

}  // namespace mtscomp
