// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/pinned_versions.h"

namespace mtscomp {

std::optional<RemoteVersion> PinnedVersions::find(std::uint64_t inode) {
  const MutexLock lock(mutex_);
  const RemoteVersion* const version = versions_.find(inode);
  return version == nullptr ? std::nullopt : std::optional(*version);
}

bool PinnedVersions::pin(std::uint64_t inode, const RemoteVersion& version) {
  const MutexLock lock(mutex_);
  if (const RemoteVersion* const pinned = versions_.find(inode)) {
    return matches(*pinned, version);
  }
  versions_.insert(inode, version, 1);
  versions_.shrink();
  return true;
}

}  // namespace mtscomp
