// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Layouts of open recordings, by version.  If one version is opened several
// times, its chunk table is in memory once.  Thread-safe.
#pragma once

#include <memory>
#include <string_view>
#include <unordered_map>

#include "mtscomp/base/mutex.h"
#include "mtscomp/format/header.h"
#include "mtscomp/reader/recording_layout.h"
#include "reader/headers/header_memory.h"
#include "reader/headers/pair_identity.h"

namespace mtscomp {

using RecordingLayoutPtr = std::shared_ptr<const RecordingLayout>;

class SharedLayouts {
 public:
  // Requires: `memory` outlives this and all layouts.
  explicit SharedLayouts(HeaderMemory& memory) : memory_(memory) {}

  // The layout of this version, or null if no open recording uses it.
  RecordingLayoutPtr find(const PairIdentity& identity) const;

  // Makes the layout of this version.  It exists until its last user releases
  // it.  `name` is the path of the recording, for messages.
  // Throws: std::system_error with ENOMEM, also logged, if the chunk table
  // exceeds the memory for tables (HeaderMemory).
  RecordingLayoutPtr make(const PairIdentity& identity, const Header& header,
                          std::string_view name);

 private:
  HeaderMemory& memory_;
  mutable Mutex mutex_;
  std::unordered_map<PairIdentity, std::weak_ptr<const RecordingLayout>,
                     PairIdentityHash>
      layouts_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
