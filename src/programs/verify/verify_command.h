// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs a VerifyCommand.
#pragma once

#include "programs/verify/mtscomp_verify_options.h"

namespace mtscomp {

// Returns the exit code.
// Throws: UsageError, FormatError, CorruptChunkError, std::system_error.
int run_verify(const VerifyCommand& command);

}  // namespace mtscomp
