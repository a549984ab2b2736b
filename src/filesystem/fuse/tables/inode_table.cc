// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/tables/inode_table.h"

#include <cerrno>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {

namespace {

// Approximate memory of a node and its map entries, in bytes.
std::size_t cost_of(const Node& node) {
  constexpr std::size_t kNodes = 12 * sizeof(void*);
  return sizeof(Node) + node.path.capacity() +
         (node.is_recording() ? sizeof(RecordingPart) : 0) + kNodes;
}

bool has_same_name(const Node& a, const Node& b) {
  return a.parent == b.parent && a.name() == b.name();
}

}  // namespace

void InodeTable::Entry::take(NodePtr newest) {
  if (node && !has_same_name(*node, *newest)) {
    std::erase_if(other_names, [&newest](const NodePtr& other) {
      return has_same_name(*other, *newest);
    });
    if (other_names.size() + 1 == kMaxNames) {
      other_names.erase(other_names.begin());
    }
    other_names.push_back(std::move(node));
  }
  node = std::move(newest);
}

InodeTable::InodeTable(NodePtr root, std::size_t forgotten_capacity)
    : forgotten_(forgotten_capacity) {
  entries_[kRoot] = {.node = std::move(root), .n_lookups = 1};
}

InodeTable::Remembered InodeTable::remember(NodePtr node) {
  const MutexLock lock(mutex_);
  std::uint64_t inode = node->inode;
  // Only NFS looks up the root, as "." or "..".
  if (Entry& root = entries_[kRoot];
      inode == kRoot && root.node->is_same_file(*node)) {
    return {.inode = kRoot, .node = root.node};
  }
  for (;; ++inode) {
    if (inode <= kRoot) {
      continue;  // 0 means "no inode" to the kernel.
    }
    if (inode > kMaxInode) {
      inode = kRoot;
      continue;
    }
    Entry& entry = entries_[inode];
    if (entry.node && !entry.node->is_same_file(*node)) {
      continue;
    }
    entry.take(std::move(node));
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

NodePtr InodeTable::find_forgotten(std::uint64_t inode) {
  const MutexLock lock(mutex_);
  if (const auto at = entries_.find(inode); at != entries_.end()) {
    return at->second.node;
  }
  if (const NodePtr* const node = forgotten_.find(inode)) {
    return *node;
  }
  throw_system_error(ESTALE, "inode " + std::to_string(inode));
}

void InodeTable::forget(std::uint64_t inode, std::uint64_t n_lookups) {
  // Destroyed after unlocking.
  std::vector<NodePtr> evicted;
  NodePtr node;
  const MutexLock lock(mutex_);
  const auto at = entries_.find(inode);
  if (inode == kRoot || at == entries_.end()) {
    return;
  }
  if (at->second.n_lookups > n_lookups) {
    at->second.n_lookups -= n_lookups;
  } else {
    node = std::move(at->second.node);
    entries_.erase(at);
    if (node->text) {
      return;  // A status file: each look-up makes a new one.
    }
    const std::size_t cost = cost_of(*node);
    forgotten_.insert(inode, std::move(node), cost);
    evicted = forgotten_.shrink();
  }
}

std::vector<InodeTable::Remembered> InodeTable::all() const {
  const MutexLock lock(mutex_);
  std::vector<Remembered> all;
  all.reserve(entries_.size());
  for (const auto& [inode, entry] : entries_) {
    all.push_back({inode, entry.node});
    for (const NodePtr& other : entry.other_names) {
      all.push_back({inode, other});
    }
  }
  return all;
}

bool InodeTable::keeps_pages(std::uint64_t inode) {
  const MutexLock lock(mutex_);
  const auto at = entries_.find(inode);
  return at != entries_.end() && std::exchange(at->second.trusts_pages, true);
}

void InodeTable::distrust_pages() {
  const MutexLock lock(mutex_);
  for (auto& [inode, entry] : entries_) {
    entry.trusts_pages = false;
  }
}

std::size_t InodeTable::size() const {
  const MutexLock lock(mutex_);
  return entries_.size();
}

}  // namespace mtscomp
