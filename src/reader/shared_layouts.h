// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The layouts of open recordings, by version: however often a version is
// opened, its chunk table is in memory once.  Thread-safe.
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

  // The layout of this version, or null if no recording has it.
  RecordingLayoutPtr find(const PairIdentity& identity) const;

  // Makes the layout of this version, which exists until its last user lets go
  // of it.  `name` is the recording, for messages.
  // Throws: std::system_error with ENOMEM, which is logged, if it does not fit
  // the memory for tables.
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
