// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Packing every recording of a tree, each on its own: one that cannot be packed
// is told and does not keep the others from it.
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
  // Parameters for all of them; the paths in it are not used.
  PackRequest request;
  Defaults defaults;
  PackOptions pack;
  bool auto_transform = false;   // Measure all eight, for each recording.
  std::string output_directory;  // The tree is mirrored there; empty: in place.
  std::size_t n_jobs = 1;        // Recordings that are packed at once.
  Shard shard;
  // Recordings that were written to less than this ago are left for later.
  std::chrono::seconds min_age{0};
  // As soon as there is such a file, the work ends, at its next chunk; empty:
  // none.
  std::string stop_file;
  // Compare each existing pair with every byte of its plain file.
  bool verify_existing = false;
  // Replace a pair that is there already and is not right.
  bool replace_broken = false;
  // Takes all bytes that are read and written; nullptr: no bound.
  RateLimit* rate_limit = nullptr;
};

enum class PackStatus {
  kPacked,
  kDone,     // A pair was there already, and passed its check.
  kYoung,    // Written to too short ago.
  kSymlink,  // Symlinks are not followed.
  kFailed,
  kStopped,  // It was asked to stop before this one was finished.
  kPlanned,  // Would be packed: of plan_tree() only.
};

// "packed", "done", "young", "symlink", "failed", "stopped", "planned".
std::string_view serialize_pack_status(PackStatus status);

struct PackOutcome {
  PackStatus status = PackStatus::kFailed;
  std::string raw_path;
  std::string cbin_path;
  std::string reason;                 // Why it failed.
  std::vector<std::string> warnings;  // What a person should look at.
  std::uint64_t raw_size = 0;         // Bytes; 0 where it is not known.
  std::uint64_t cbin_size = 0;        // Bytes; of kPlanned, an estimate.
  std::optional<std::string> sha1_uncompressed;
  double seconds = 0;  // It took, or of kPlanned, would take one thread.
};

// Called by one thread at a time, as each recording is finished.
using OnPackOutcome = std::function<void(const PackOutcome&)>;

// Packs what find_recordings() found, in its order, n_jobs at once.  A pair
// that is there already is checked and left alone: its header and the sizes of
// its files, unless options say more.
// Throws: UsageError if `output_directory` cannot be used; what on_outcome
// throws; std::bad_alloc.
void pack_tree(const std::vector<RecordingFiles>& recordings,
               const PackTreeOptions& options, const std::stop_token& stop,
               const OnPackOutcome& on_outcome);

// The same with nothing written: what would be packed has kPlanned, with the
// size and time that excerpts tell of.
void plan_tree(const std::vector<RecordingFiles>& recordings,
               const PackTreeOptions& options, const std::stop_token& stop,
               const OnPackOutcome& on_outcome);

}  // namespace mtscomp
