// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The inodes that the kernel knows: number -> node, with the kernel's lookup
// counts.  Thread-safe.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "mtscomp/base/mutex.h"
#include "mtscomp/filesystem/node.h"

namespace mtscomp {

class InodeTable {
 public:
  // The number of the root, FUSE_ROOT_ID.
  static constexpr std::uint64_t kRoot = 1;

  explicit InodeTable(NodePtr root);

  // Counts one lookup of the node, and returns it under its inode number: the
  // node's status.st_ino, or the next free one where another file has that.
  // The newest node of a file stands for it.
  struct Remembered {
    std::uint64_t inode = 0;
    NodePtr node;
  };
  Remembered remember(NodePtr node);

  // Throws: std::system_error with ESTALE for a number that is not known.
  NodePtr find(std::uint64_t inode) const;

  // Takes back `n_lookups`; at none, the number is free.
  void forget(std::uint64_t inode, std::uint64_t n_lookups);

  std::size_t size() const;

 private:
  struct Entry {
    NodePtr node;
    std::uint64_t n_lookups = 0;
  };

  mutable Mutex mutex_;
  std::unordered_map<std::uint64_t, Entry> entries_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
