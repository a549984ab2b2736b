// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-unpack: from a command to the plain recording.
#pragma once

#include "programs/unpack/mtscomp_unpack_options.h"

namespace mtscomp {

// Returns the exit code.
// Throws: UsageError, FormatError, CorruptChunkError and std::system_error for
// what cannot be unpacked.
int run_unpack(const UnpackCommand& command);

}  // namespace mtscomp
