// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The layouts of all open recordings.  If the same version of a pair is opened
// several times, its chunk table is in memory only once.  Thread-safe.
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
  // Requires: `memory` outlives this object and all layouts.
  explicit SharedLayouts(HeaderMemory& memory) : memory_(memory) {}

  // Returns the layout of this version of the pair, or null if no open
  // recording uses it.
  RecordingLayoutPtr find(const PairIdentity& identity) const;

  // Makes the layout of this version of the pair.  The layout exists until its
  // last user releases it.  `name` is the path of the recording, for messages.
  // Throws: std::system_error with ENOMEM if the chunk table does not fit in
  // the memory for tables (HeaderMemory).  This error is also logged.
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
