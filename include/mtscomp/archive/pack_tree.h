// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Packs every recording of a tree.  If a recording cannot be packed, this is
// reported, and packing continues with the next recording.
#pragma once

#include <stop_token>
#include <vector>

#include "mtscomp/archive/pack_outcome.h"
#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/archive/tree_options.h"
#include "mtscomp/base/export.h"
#include "mtscomp/writer/pack.h"
#include "mtscomp/writer/pack_plan.h"

namespace MTSCOMP_API mtscomp {

struct PackTreeOptions : TreeOptions {
  // Parameters of all recordings.  The paths in `request` are ignored.
  PackRequest request;
  Defaults defaults;
  PackOptions pack;
  bool auto_transform = false;  // Use the smallest of all eight.
  // Compare each existing pair with its plain file, byte for byte.
  bool verify_existing = false;
  // Replace existing pairs that are damaged.
  bool replace_broken = false;
};

// Packs the recordings of one tree in the given order, n_jobs at the same time.
// `recordings` are a result of find_recordings().  By default, an existing pair
// is kept if its header and file sizes are right.
// Throws: UsageError if `output_directory` cannot be used; exceptions of
// on_outcome; std::bad_alloc.
void pack_tree(const std::vector<RecordingFiles>& recordings,
               const PackTreeOptions& options, const std::stop_token& stop,
               const OnPackOutcome& on_outcome);

// Like pack_tree(), but writes nothing.  The status of recordings that would be
// packed is kPlanned.  Their sizes and times are estimated from excerpts.
void plan_tree(const std::vector<RecordingFiles>& recordings,
               const PackTreeOptions& options, const std::stop_token& stop,
               const OnPackOutcome& on_outcome);

}  // namespace mtscomp
