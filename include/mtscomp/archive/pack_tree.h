// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Packs every recording of a tree.  If a recording cannot be packed, this is
// reported, and packing continues with the next recording.
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
  // Parameters of all recordings.  The paths in `request` are ignored.
  PackRequest request;
  Defaults defaults;
  PackOptions pack;
  bool auto_transform = false;   // Use the smallest of all eight.
  std::string output_directory;  // Root of the mirrored tree; empty: in place.
  std::size_t n_jobs = 1;        // Recordings packed at the same time.
  Shard shard;
  // Skip recordings that were modified less than this time ago.
  std::chrono::seconds min_age{0};
  // Path of the stop file.  When it exists, the run stops at the next chunk.
  // Empty: there is no stop file.
  std::string stop_file;
  // Compare each existing pair with its plain file, byte for byte.
  bool verify_existing = false;
  // Replace existing pairs that are damaged.
  bool replace_broken = false;
  // Limits the bytes read and written per second.  nullptr: no limit.
  RateLimit* rate_limit = nullptr;
};

enum class PackStatus {
  kPacked,
  kDone,     // A pair existed and passed its check.
  kYoung,    // Modified more recently than min_age.
  kSymlink,  // Symlinks are not followed.
  kFailed,
  kStopped,  // The run was stopped before this recording was finished.
  kPlanned,  // Would be packed.  Only plan_tree() reports this.
};

// "packed", "done", "young", "symlink", "failed", "stopped", "planned".
std::string_view serialize_pack_status(PackStatus status);

struct PackOutcome {
  PackStatus status = PackStatus::kFailed;
  std::string raw_path;
  std::string cbin_path;
  std::string reason;                 // Error message of kFailed.
  std::vector<std::string> warnings;  // Messages for the user.
  std::uint64_t raw_size = 0;         // Bytes; 0 if unknown.
  std::uint64_t cbin_size = 0;        // Bytes; for kPlanned, an estimate.
  std::optional<std::string> sha1_uncompressed;
  double seconds = 0;  // Duration; for kPlanned, estimate for one thread.
};

// Called on the thread of pack_tree() or plan_tree() after each recording.
using OnPackOutcome = std::function<void(const PackOutcome&)>;

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
