// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One file of the view: its path in the source, and how it is shown.  Shared by
// the inode table and the operations that use it.  Immutable once it is in the
// table.  Small, because the kernel may know a million nodes.
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

// Inode number of the file that these words identify, at most kMaxInode.
std::uint64_t make_inode(std::initializer_list<std::uint64_t> words);

// Data of a node that is a recording.
struct RecordingPart {
  std::string header_path;  // Relative to the source.
  PairIdentity identity;
  // Null if a temporary error prevented reading the header.
  PairSummaryPtr summary;
  int error_number = 0;  // errno of that error.
  std::string prefix;    // Bytes before the samples: the header of an .npy.
  // Shown status, which never changes: a changed pair gets another node, so the
  // kernel never mixes pages of two versions.
  struct stat status = {};
};

struct Node {
  // Path relative to the source; the .cbin of a recording.  Empty for the root.
  std::string path;
  // Shown name, if it differs from the last part of the path.
  std::string shown_name;
  std::uint64_t parent = 0;  // Inode number of the directory; 0: root.
  // Preferred inode number in the view; used if no other file has it.
  std::uint64_t inode = 0;
  // Device and inode number of the source file; of a recording, of its .cbin.
  std::uint64_t source_device = 0;
  std::uint64_t source_inode = 0;
  mode_t type = 0;                                 // S_IFREG, S_IFDIR, ...
  std::unique_ptr<const RecordingPart> recording;  // Else null.
  // Content of a file of the status directory; else null.
  std::unique_ptr<const std::string> text;

  bool is_recording() const { return recording != nullptr; }
  bool is_directory() const { return S_ISDIR(type); }

  // Whether both are one inode: the same source file and, for recordings, the
  // same version, form and permissions.  The permissions of a linked pair
  // depend on the path of the link, but the kernel stores one mode per inode.
  bool is_same_file(const Node& other) const;

  // The node's name in its directory.
  std::string name() const;
};

using NodePtr = std::shared_ptr<const Node>;

// Sets size and number of blocks for a file of `size` bytes.
void set_size(struct stat& status, std::uint64_t size);

// Result of a look-up: a node, and its shown status now.
struct FoundNode {
  std::shared_ptr<Node> node;  // Null if not found.
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
