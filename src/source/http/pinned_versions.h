// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The versions of files that were read, by inode number.  The kernel keeps the
// pages of an inode, and listings can show two versions of a file as one.  So
// the first answer to a read decides the version of the inode, for all open
// files.  The number of versions is bounded.  Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/containers/lru_map.h"
#include "mtscomp/base/mutex.h"
#include "source/http/transfer/remote_version.h"

namespace mtscomp {

class PinnedVersions {
 public:
  explicit PinnedVersions(std::size_t max_inodes = 100'000)
      : versions_(max_inodes) {}

  // Returns nothing if the inode was not read yet.
  std::optional<RemoteVersion> find(std::uint64_t inode);

  // Sets the version of an inode.  Returns false if the inode has another
  // version.
  bool pin(std::uint64_t inode, const RemoteVersion& version);

 private:
  Mutex mutex_;
  LruMap<std::uint64_t, RemoteVersion> versions_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
