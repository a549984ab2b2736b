// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/inode_table.h"

#include <cerrno>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {

InodeTable::InodeTable(NodePtr root) {
  entries_[kRoot] = {.node = std::move(root), .n_lookups = 1};
}

InodeTable::Remembered InodeTable::remember(NodePtr node) {
  const MutexLock lock(mutex_);
  std::uint64_t inode = node->status.st_ino;
  for (;; ++inode) {
    if (inode <= kRoot) {
      continue;  // 0 means "no inode" to the kernel.
    }
    Entry& entry = entries_[inode];
    if (entry.node && !entry.node->is_same_file(*node)) {
      continue;
    }
    entry.node = std::move(node);
    ++entry.n_lookups;
    return {.inode = inode, .node = entry.node};
  }
}

NodePtr InodeTable::find(std::uint64_t inode) const {
  const MutexLock lock(mutex_);
  const auto at = entries_.find(inode);
  if (at == entries_.end()) {
    throw_system_error(ESTALE, "inode " + std::to_string(inode));
  }
  return at->second.node;
}

void InodeTable::forget(std::uint64_t inode, std::uint64_t n_lookups) {
  const MutexLock lock(mutex_);
  const auto at = entries_.find(inode);
  if (inode == kRoot || at == entries_.end()) {
    return;
  }
  if (at->second.n_lookups > n_lookups) {
    at->second.n_lookups -= n_lookups;
  } else {
    entries_.erase(at);
  }
}

std::size_t InodeTable::size() const {
  const MutexLock lock(mutex_);
  return entries_.size();
}

}  // namespace mtscomp
