// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One file of the view: where it lies in the source, and as what it is shown.
// Immutable; shared between the inode table and the operations that use it.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <memory>
#include <string>

#include "mtscomp/reader/pair_catalog.h"
#include "mtscomp/reader/pair_identity.h"

namespace mtscomp {

struct Node {
  // Relative to the source; of a recording, its .cbin.  Empty for the root.
  std::string path;
  // As shown when the node was found.  A recording keeps it: a changed pair is
  // another node, so that the kernel never mixes the pages of two versions.
  struct stat status = {};

  // Of what passes through only.
  std::uint64_t source_device = 0;
  std::uint64_t source_inode = 0;

  // Of recordings only.
  std::string header_path;
  PairIdentity identity;
  PairSummaryPtr summary;

  bool is_recording() const { return summary != nullptr; }
  bool is_directory() const { return S_ISDIR(status.st_mode); }

  // Whether both are one inode: the same file and, of a recording, the same
  // version of it.
  bool is_same_file(const Node& other) const {
    return source_device == other.source_device &&
           source_inode == other.source_inode && identity == other.identity;
  }
};

using NodePtr = std::shared_ptr<const Node>;

// What a listing shows of one file.
struct ViewEntry {
  std::string name;
  std::uint64_t inode = 0;
  mode_t type = 0;  // S_IFREG, S_IFDIR, ...; 0 if unknown.
};

}  // namespace mtscomp
