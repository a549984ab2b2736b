// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What is wrong with a job, before anything is read or written.
#pragma once

#include "mtscomp/writer/pack.h"

namespace mtscomp {

// Throws: UsageError if an output is the input, or as require_packed_names()
// does: a shell's *.bin stands for more than one recording.
void check_outputs(const PackJob& job);

// Throws: UsageError for numbers of channels, rates and chunks that nobody
// would read.
void check_figures(const PackJob& job);

// Throws: UsageError with what find_obstacle() finds.
void check_obstacles(const PackJob& job, const PackOptions& options);

}  // namespace mtscomp
