// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-pack: from a command to the packed pair.
#pragma once

#include "programs/pack/mtscomp_pack_options.h"

namespace mtscomp {

// Returns the exit code.
// Throws: UsageError, FormatError, CorruptChunkError and std::system_error for
// what cannot be packed.
int run_pack(const PackCommand& command);

}  // namespace mtscomp
