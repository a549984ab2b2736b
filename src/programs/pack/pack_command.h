// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs a PackCommand.
#pragma once

#include "programs/pack/mtscomp_pack_options.h"

namespace mtscomp {

// Returns the exit code.
// Throws: UsageError, BusyError, FormatError, CorruptChunkError,
// std::system_error.
int run_pack(const PackCommand& command);

}  // namespace mtscomp
