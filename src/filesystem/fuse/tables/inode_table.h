// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The inodes that the kernel uses.  For each inode number, the table contains
// the node and the kernel's look-up count.  The table also keeps inodes that
// the kernel has recently forgotten (FORGET), because NFS clients use inode
// numbers longer than the kernel.  Thread-safe.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "base/containers/lru_map.h"
#include "filesystem/view/node.h"
#include "mtscomp/base/mutex.h"

namespace mtscomp {

class InodeTable {
 public:
  // Inode number of the root, FUSE_ROOT_ID.
  static constexpr std::uint64_t kRoot = 1;
  // Maximum number of names of one inode.  The oldest names are dropped.
  static constexpr std::size_t kMaxNames = 256;
  // Maximum memory for nodes that the kernel has forgotten, in bytes.
  static constexpr std::size_t kForgottenCapacity = std::size_t{16} << 20;

  explicit InodeTable(NodePtr root,
                      std::size_t forgotten_capacity = kForgottenCapacity);

  // remember() counts one look-up of the node, and returns the node's inode
  // number.  This number is node->inode.  If another file has this number, it
  // is the next free number.  If the table has an older node of the same file,
  // the new node replaces the older node.
  struct Remembered {
    std::uint64_t inode = 0;
    NodePtr node;
  };
  Remembered remember(NodePtr node);

  // Returns the node with this inode number.
  // Throws: std::system_error with ESTALE if the number is unknown.
  NodePtr find(std::uint64_t inode) const;

  // Like find(), but also finds inodes that the kernel has recently forgotten.
  NodePtr find_forgotten(std::uint64_t inode);

  // Subtracts `n_lookups` from the look-up count of the inode.  If the count
  // becomes 0, another file may get the number.
  void forget(std::uint64_t inode, std::uint64_t n_lookups);

  // Returns all names that the kernel may have cached, in any order.  An inode
  // is returned once for each of its names, at most kMaxNames times.
  std::vector<Remembered> all() const;

  // Must be called once at each open() of the inode.  Returns true if the
  // kernel may keep its cached pages of the inode.  Returns false at the first
  // open() of an inode, and at the first open() after distrust_pages().
  bool keeps_pages(std::uint64_t inode);

  // Makes the next open() of every inode drop the inode's cached pages.
  void distrust_pages();

  std::size_t size() const;

 private:
  struct Entry {
    NodePtr node;
    std::vector<NodePtr> other_names;  // Hard links, symlinks.
    std::uint64_t n_lookups = 0;
    bool trusts_pages = false;

    void take(NodePtr newest);
  };

  mutable Mutex mutex_;
  std::unordered_map<std::uint64_t, Entry> entries_ GUARDED_BY(mutex_);
  LruMap<std::uint64_t, NodePtr> forgotten_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
