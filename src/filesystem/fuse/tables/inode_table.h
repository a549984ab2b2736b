// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The inodes that the kernel knows: number -> node, with the kernel's lookup
// counts; and some of those that it knew, for those who hold a number of their
// own, as NFS does.  Thread-safe.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "cache/lru_map.h"
#include "filesystem/view/node.h"
#include "mtscomp/base/mutex.h"

namespace mtscomp {

class InodeTable {
 public:
  // The number of the root, FUSE_ROOT_ID.
  static constexpr std::uint64_t kRoot = 1;
  // Limit for one inode; the oldest names are dropped.
  static constexpr std::size_t kMaxNames = 256;
  // Bytes of nodes that the kernel has forgotten.
  static constexpr std::size_t kForgottenCapacity = std::size_t{16} << 20;

  explicit InodeTable(NodePtr root,
                      std::size_t forgotten_capacity = kForgottenCapacity);

  // Counts one lookup of the node, and returns it under its inode number: the
  // one that it wants, or the next free one where another file has that.
  // The newest node of a file stands for it.
  struct Remembered {
    std::uint64_t inode = 0;
    NodePtr node;
  };
  Remembered remember(NodePtr node);

  // Throws: std::system_error with ESTALE for a number that is not known.
  NodePtr find(std::uint64_t inode) const;

  // The same, for a number that the kernel may have forgotten.
  NodePtr find_forgotten(std::uint64_t inode);

  // Takes back `n_lookups`; at none, the number is free.
  void forget(std::uint64_t inode, std::uint64_t n_lookups);

  // All names that the kernel may know, in any order: an inode once for each of
  // its names, kMaxNames of them at most.
  std::vector<Remembered> all() const;

  // Whether an opening of this inode may keep the pages that the kernel has of
  // it: not the first one after distrust_pages().
  bool keeps_pages(std::uint64_t inode);

  // The next opening of each inode drops the pages of it.
  void distrust_pages();

  std::size_t size() const;

 private:
  struct Entry {
    NodePtr node;
    std::vector<NodePtr> other_names;  // Hard links, and links of pairs.
    std::uint64_t n_lookups = 0;
    bool trusts_pages = false;

    void take(NodePtr newest);
  };

  mutable Mutex mutex_;
  std::unordered_map<std::uint64_t, Entry> entries_ GUARDED_BY(mutex_);
  LruMap<std::uint64_t, NodePtr> forgotten_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
