// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One recording of a tree: from its names to what became of it.
#pragma once

#include <stop_token>

#include "mtscomp/archive/pack_tree.h"

namespace mtscomp {

// What is wrong with the recording is in the outcome, not an exception.
// May be called by several threads.  `stop` is asked to stop by this function
// too, when there is no space left for any of the others.
// Requires: files.raw_name is not empty.
PackOutcome pack_one(const RecordingFiles& files,
                     const PackTreeOptions& options,
                     const std::optional<Directory>& output,
                     std::stop_source& stop);

// The same with nothing written (see plan_tree()).
PackOutcome plan_one(const RecordingFiles& files,
                     const PackTreeOptions& options,
                     const std::optional<Directory>& output,
                     std::stop_source& stop);

}  // namespace mtscomp
