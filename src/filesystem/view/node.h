// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One file of the view: where it lies in the source, and as what it is shown.
// Shared between the inode table and the operations that use it; does not
// change once it is in the table.  Small, since the kernel may know a million
// of them.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>

#include "reader/headers/header_cache.h"
#include "reader/headers/pair_identity.h"

namespace mtscomp {

// Largest inode number of the view: SQLite, and Python's sqlite3 with it, keeps
// numbers as signed 64-bit values.
constexpr std::uint64_t kMaxInode = (std::uint64_t{1} << 63) - 1;

// Inode number of the file that these words identify, at most kMaxInode.
std::uint64_t make_inode(std::initializer_list<std::uint64_t> words);

// What a node has if it is a recording.
struct RecordingPart {
  std::string header_path;  // Relative to the source.
  PairIdentity identity;
  // Null if the header could not be read for a reason that may pass.
  PairSummaryPtr summary;
  int error_number = 0;  // That reason, as errno.
  std::string prefix;    // Bytes before the samples: the header of an .npy.
  // As shown when the node was found, and for good: a changed pair is another
  // node, so that the kernel never mixes the pages of two versions.
  struct stat status = {};
};

struct Node {
  // Relative to the source; of a recording, its .cbin.  Empty for the root.
  std::string path;
  // The name that it is shown under, where that is not the last of the path.
  std::string shown_name;
  std::uint64_t parent = 0;  // Inode number; 0 for the root.
  // The number that it should have in the view, if no other file has that.
  std::uint64_t inode = 0;
  // Of the file in the source; of a recording, of its .cbin.
  std::uint64_t source_device = 0;
  std::uint64_t source_inode = 0;
  mode_t type = 0;                                 // S_IFREG, S_IFDIR, ...
  std::unique_ptr<const RecordingPart> recording;  // Of recordings only.
  // Content of a file of the status directory.
  std::unique_ptr<const std::string> text;

  bool is_recording() const { return recording != nullptr; }
  bool is_directory() const { return S_ISDIR(type); }

  // Whether both are one inode: the same file and, of a recording, the same
  // version in the same form with the same permissions.  Permissions of a link
  // depend on its way to the file, and the kernel has one mode for each inode.
  bool is_same_file(const Node& other) const;

  // What it is called in its directory.
  std::string name() const;
};

using NodePtr = std::shared_ptr<const Node>;

// Size and number of blocks of a file with so many bytes.
void set_size(struct stat& status, std::uint64_t size);

// What is found under a name, and as what it is shown now.
struct FoundNode {
  std::shared_ptr<Node> node;  // Null if there is nothing.
  struct stat status = {};
  // Other users may find something else, or nothing, under this name.
  bool is_private = false;

  explicit operator bool() const { return node != nullptr; }
};

// What a listing shows of one file.
struct ViewEntry {
  std::string name;
  std::uint64_t inode = 0;
  mode_t type = 0;  // S_IFREG, S_IFDIR, ...; 0 if unknown.
};

}  // namespace mtscomp
