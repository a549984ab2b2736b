// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Packs one recording of a tree.
#pragma once

#include <stop_token>

#include "mtscomp/archive/pack_tree.h"

namespace mtscomp {

// Packs the recording, or checks its existing pair.  Errors are in the outcome
// and are not thrown.  Several threads may call this at the same time.  Calls
// stop.request_stop() if the disk is full or the stop file exists.
// Requires: files.raw_name must not be empty.
PackOutcome pack_one(const RecordingFiles& files,
                     const PackTreeOptions& options,
                     const std::optional<Directory>& output,
                     std::stop_source& stop);

// Like pack_one(), but writes nothing (see plan_tree()).
PackOutcome plan_one(const RecordingFiles& files,
                     const PackTreeOptions& options,
                     const std::optional<Directory>& output,
                     std::stop_source& stop);

}  // namespace mtscomp
