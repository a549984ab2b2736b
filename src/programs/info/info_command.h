// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs an InfoCommand.
#pragma once

#include "programs/info/mtscomp_info_options.h"

namespace mtscomp {

// Returns the exit code.
// Throws: UsageError, FormatError, CorruptChunkError, std::system_error.
int run_info(const InfoCommand& command);

}  // namespace mtscomp
