// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The directory .mtscompfs at the root of a mount: files with the status of the
// mount.  Listings omit it; look-ups find it.  Only the user who mounted can
// read it, and root if the mount admits root, because it contains paths.
// Thread-safe.
//
// Each look-up makes a new file whose content never changes.  So its size is
// exact, and sendfile, splice and mmap return the same bytes as read.  All files
// of one name show programs the same inode number: cp(1) refuses to copy a file
// whose number changes between stat() and open().
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/mounts/mounted_view.h"
#include "filesystem/view/node.h"

namespace mtscomp {

struct StatusFile {
  std::string name;
  // Called once for each look-up.  Must not wait for I/O.
  std::function<std::string()> text;
};

class StatusDirectory {
 public:
  explicit StatusDirectory(std::vector<StatusFile> files);

  // Whether the node is the directory or one of its files.
  static bool owns(const Node& node);

  // The directory itself.
  FoundNode find() const;
  // The file with this name, or nothing.
  FoundNode find(const std::string& name) const;
  std::vector<ViewEntry> list() const;

  // Its st_ino is the number for programs, not the node's.
  // Requires: owns(node).
  struct stat status(const Node& node) const;

 private:
  std::uint64_t shown_inode(const Node& node) const;

  std::vector<StatusFile> files_;
  // Inode number of the newest file.
  mutable std::atomic<std::uint64_t> last_number_;
};

}  // namespace mtscomp
