// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One file of the view: its path in the source, and its status and name in the
// view.  The inode table and the running operations share each node.  A node in
// the table is immutable.  Nodes are small, because the table may contain a
// million nodes.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>

#include "reader/headers/header_cache.h"
#include "reader/headers/pair_identity.h"

namespace mtscomp {

// Largest inode number of the view.  SQLite, and so Python's sqlite3, stores
// integers as signed 64-bit values.
constexpr std::uint64_t kMaxInode = (std::uint64_t{1} << 63) - 1;

// Returns an inode number for a file that these words identify.  It is a hash
// of the words, and at most kMaxInode.
std::uint64_t make_inode(std::initializer_list<std::uint64_t> words);

// Data of a node that is a recording.
struct RecordingPart {
  std::string header_path;  // Relative to the source.
  PairIdentity identity;
  // Null if a temporary error prevented reading the header.
  PairSummaryPtr summary;
  int error_number = 0;  // errno of that error.
  std::string prefix;    // Bytes before the samples: the header of an .npy.
  // Status that the view shows.  It never changes: if the pair changes, it gets
  // a new node, so the kernel never mixes pages of the old and the new pair.
  struct stat status = {};
};

struct Node {
  // Path relative to the source.  For a recording, the path of its .cbin.
  // Empty for the root.
  std::string path;
  // Name in the view.  Empty if it is the last part of the path.
  std::string shown_name;
  std::uint64_t parent = 0;  // Parent's inode number; 0: is the root.
  // Preferred inode number in the view.  The inode table assigns another number
  // if another file has this one.
  std::uint64_t inode = 0;
  // Device and inode number of the source file.  For a recording, those of its
  // .cbin.
  std::uint64_t source_device = 0;
  std::uint64_t source_inode = 0;
  mode_t type = 0;  // S_IFREG, S_IFDIR, ...
  // Null if the node is not a recording.
  std::unique_ptr<const RecordingPart> recording;
  // Text of a status file.  Null if the node is not a status file.
  std::unique_ptr<const std::string> text;

  bool is_recording() const { return recording != nullptr; }
  bool is_directory() const { return S_ISDIR(type); }

  // Returns whether both nodes are the same inode: they have the same source
  // file.  For recordings, the identity of the pair, the .npy header, the
  // permissions, and whether the header can be read must also be equal.  The
  // permissions of a linked pair depend on the path of the link, but the kernel
  // stores one mode per inode.
  bool is_same_file(const Node& other) const;

  // The node's name in its directory.
  std::string name() const;
};

using NodePtr = std::shared_ptr<const Node>;

// Sets size and number of blocks for a file of `size` bytes.
void set_size(struct stat& status, std::uint64_t size);

// Result of a look-up: a node, and the status that the view shows now.
struct FoundNode {
  std::shared_ptr<Node> node;  // Null if there is no such name.
  struct stat status = {};
  // Whether other users may get another result for the same name.
  bool is_private = false;

  explicit operator bool() const { return node != nullptr; }
};

// One entry of a listing.
struct ViewEntry {
  std::string name;
  std::uint64_t inode = 0;
  mode_t type = 0;  // S_IFREG, S_IFDIR, ...; 0 if unknown.
};

}  // namespace mtscomp
