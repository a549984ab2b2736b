// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs an UnpackCommand.
#pragma once

#include "programs/unpack/mtscomp_unpack_options.h"

namespace mtscomp {

// Returns the exit code.
// Throws: UsageError, BusyError, FormatError, CorruptChunkError,
// std::system_error.
int run_unpack(const UnpackCommand& command);

}  // namespace mtscomp
