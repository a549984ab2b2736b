// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Processes the recordings of a tree, several at the same time.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "mtscomp/archive/pack_outcome.h"
#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/archive/tree_options.h"
#include "mtscomp/base/directory.h"

namespace mtscomp {

// Processes one recording.  Errors are in the outcome.  Called by several
// threads.  Requests a stop of all jobs if the disk is full.
using TreeJob =
    std::function<PackOutcome(const RecordingFiles&, std::stop_source&)>;

// Calls `job` for each recording of the shard for which is_wanted() returns
// true, in the given order, on options.n_jobs threads.  Calls on_outcome on the
// caller's thread.
// Throws: exceptions of on_outcome; std::bad_alloc.
void run_jobs(const std::vector<RecordingFiles>& recordings,
              const TreeOptions& options, const std::stop_token& stop,
              bool (*is_wanted)(const RecordingFiles&), const TreeJob& job,
              const OnPackOutcome& on_outcome);

// Opens or creates the root of the mirrored tree.  Empty without an output
// directory, or without recordings.
// Throws: std::system_error.
std::optional<Directory> make_output_root(
    const std::vector<RecordingFiles>& recordings, const TreeOptions& options);

// Opens the root of the mirrored tree.  Empty if it does not exist.
// Throws: std::system_error.
std::optional<Directory> find_output_root(const TreeOptions& options);

}  // namespace mtscomp
