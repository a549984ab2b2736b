// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The outcome for one recording of a run that packs or repacks.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/base/export.h"
#include "mtscomp/format/transform.h"

namespace MTSCOMP_API mtscomp {

enum class PackStatus {
  kPacked,
  kDone,     // A pair exists already, and nothing was done.
  kYoung,    // Modified more recently than min_age.
  kSymlink,  // Symlinks are not followed.
  kFailed,
  kStopped,  // The run was stopped before this recording was finished.
  kPlanned,  // Would be packed.  Only reported if nothing is written.
};

// "packed", "done", "young", "symlink", "failed", "stopped", "planned".
std::string_view serialize_pack_status(PackStatus status);

struct PackOutcome {
  PackStatus status = PackStatus::kFailed;
  std::string raw_path;  // Empty if a pair is repacked.
  std::string cbin_path;
  std::string reason;                 // Error message of kFailed.
  std::vector<std::string> warnings;  // Messages for the user.
  std::uint64_t raw_size = 0;         // Bytes; 0 if unknown.
  std::uint64_t cbin_size = 0;        // Bytes; for kPlanned, an estimate.
  // The pair before it is repacked.  Empty and 0 if a plain file is packed.
  std::string old_cbin_path;
  std::uint64_t old_cbin_size = 0;
  // Transform of the repacked pair, if it was chosen.
  std::optional<Transform> transform;
  std::optional<std::string> sha1_uncompressed;
  double seconds = 0;  // Duration; for kPlanned, estimate for one thread.

  bool is_repack() const { return !old_cbin_path.empty(); }
  // Whether the new pair of a repack is in an output directory.
  bool is_elsewhere() const {
    return is_repack() && cbin_path != old_cbin_path;
  }
};

// Called on the thread of the run after each recording.
using OnPackOutcome = std::function<void(const PackOutcome&)>;

}  // namespace mtscomp
