// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Checks a job before anything is read or written.
#pragma once

#include "mtscomp/writer/pack.h"

namespace mtscomp {

// Checks the names of the outputs.  The shell may have expanded *.bin to
// several recordings, and the second and third would become outputs.
// Throws: UsageError if an output is the input; the errors of
// require_packed_names().
void check_outputs(const PackJob& job);

// Throws: UsageError if the number of channels or the sample rate is 0, or if
// the number of channels or the chunk size exceeds a limit of the reader.
void check_figures(const PackJob& job);

// Throws: UsageError with the text of find_obstacle(), if it is not empty.
void check_obstacles(const PackJob& job, const PackOptions& options);

}  // namespace mtscomp
