// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs a ChopCommand.
#pragma once

#include "programs/chop/mtscomp_chop_options.h"

namespace mtscomp {

// Returns the exit code.
// Throws: UsageError, FormatError, CorruptChunkError, std::system_error.
int run_chop(const ChopCommand& command);

}  // namespace mtscomp
