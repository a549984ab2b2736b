// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The directory .mtscompfs at the root of a mount: files with the status of the
// mount.  Listings do not contain the directory, but look-ups find it.  The
// files contain paths.  Therefore only the user who mounted can read the
// directory.  Root can read it too if the mount admits root.  Thread-safe.
//
// Each look-up makes a new file whose content never changes.  So the file's
// size is exact, and sendfile, splice and mmap return the same bytes as read.
// All files of one name report the same inode number to programs, because cp(1)
// refuses to copy a file whose number changes between stat() and open().
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
  // Returns the content.  Called once for each look-up.  Must not wait for I/O.
  std::function<std::string()> text;
};

class StatusDirectory {
 public:
  explicit StatusDirectory(std::vector<StatusFile> files);

  // Returns true if the node is the status directory or a file in it.
  static bool owns(const Node& node);

  // Returns the status directory.
  FoundNode find() const;
  // Returns a new file with this name, or nothing if no status file has this
  // name.
  FoundNode find(const std::string& name) const;
  std::vector<ViewEntry> list() const;

  // Returns the status of a node.  st_ino is the inode number that programs
  // get.  It can differ from node.inode.
  // Requires: owns(node) must be true.
  struct stat status(const Node& node) const;

 private:
  std::uint64_t shown_inode(const Node& node) const;

  std::vector<StatusFile> files_;
  // Inode number of the newest file.
  mutable std::atomic<std::uint64_t> last_number_;
};

}  // namespace mtscomp
