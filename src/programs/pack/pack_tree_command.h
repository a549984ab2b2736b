// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs a PackCommand whose arguments are directories.
#pragma once

#include "mtscomp/archive/pack_tree.h"
#include "programs/pack/mtscomp_pack_options.h"

namespace mtscomp {

// Returns the exit code.  It is 0 only if no recording failed, was stopped or
// has a warning, and all directories could be read.
// Throws: UsageError, std::system_error.
int run_pack_tree(const PackCommand& command, const PackTreeOptions& settings);

}  // namespace mtscomp
