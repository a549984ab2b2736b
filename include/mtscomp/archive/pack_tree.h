// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Packs every recording of a tree.  A recording that cannot be packed is
// reported; the others are still packed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/archive/shard.h"
#include "mtscomp/base/export.h"
#include "mtscomp/base/rate_limit.h"
#include "mtscomp/writer/pack.h"
#include "mtscomp/writer/pack_plan.h"

namespace MTSCOMP_API mtscomp {

struct PackTreeOptions {
  // Parameters of all recordings.  Its paths are ignored.
  PackRequest request;
  Defaults defaults;
  PackOptions pack;
  bool auto_transform = false;   // Try all eight, for each recording.
  std::string output_directory;  // Root of the mirrored tree; empty: in place.
  std::size_t n_jobs = 1;        // Recordings packed at the same time.
  Shard shard;
  // Skip recordings that were modified more recently than this.
  std::chrono::seconds min_age{0};
  // Path of a file that stops the run, at the next chunk, when it appears;
  // empty: none.
  std::string stop_file;
  // Compare each existing pair with its plain file, byte for byte.
  bool verify_existing = false;
  // Replace existing pairs that are damaged.
  bool replace_broken = false;
  // Limits the bytes read and written per second; nullptr: no limit.
  RateLimit* rate_limit = nullptr;
};

enum class PackStatus {
  kPacked,
  kDone,     // A pair existed and passed its check.
  kYoung,    // Modified more recently than min_age.
  kSymlink,  // Symlinks are not followed.
  kFailed,
  kStopped,  // The run was stopped before this recording was finished.
  kPlanned,  // Would be packed; only from plan_tree().
};

// "packed", "done", "young", "symlink", "failed", "stopped", "planned".
std::string_view serialize_pack_status(PackStatus status);

struct PackOutcome {
  PackStatus status = PackStatus::kFailed;
  std::string raw_path;
  std::string cbin_path;
  std::string reason;                 // Error message, if it failed.
  std::vector<std::string> warnings;  // Messages for the user.
  std::uint64_t raw_size = 0;         // Bytes; 0 if unknown.
  std::uint64_t cbin_size = 0;        // Bytes; for kPlanned, an estimate.
  std::optional<std::string> sha1_uncompressed;
  double seconds = 0;  // Time taken; for kPlanned, estimate for one thread.
};

// Called on the thread of pack_tree() or plan_tree() after each recording.
using OnPackOutcome = std::function<void(const PackOutcome&)>;

// Packs the recordings of one tree, as find_recordings() returned them, in this
// order, n_jobs at a time.  By default, an existing pair is kept if its header
// and file sizes are right.
// Throws: UsageError if `output_directory` cannot be used; exceptions of
// on_outcome; std::bad_alloc.
void pack_tree(const std::vector<RecordingFiles>& recordings,
               const PackTreeOptions& options, const std::stop_token& stop,
               const OnPackOutcome& on_outcome);

// Like pack_tree(), but writes nothing.  Recordings that would be packed have
// kPlanned, with estimates of size and time from excerpts.
void plan_tree(const std::vector<RecordingFiles>& recordings,
               const PackTreeOptions& options, const std::stop_token& stop,
               const OnPackOutcome& on_outcome);

}  // namespace mtscomp
