// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Carries out a PackCommand whose arguments are directories.
#pragma once

#include "mtscomp/archive/pack_tree.h"
#include "programs/pack/mtscomp_pack_options.h"

namespace mtscomp {

// Returns the exit code: 0 only if every recording of every tree was packed, or
// was packed already, and nobody had to be warned.
// Throws: UsageError, std::system_error.
int run_pack_tree(const PackCommand& command, const PackTreeOptions& settings);

}  // namespace mtscomp
