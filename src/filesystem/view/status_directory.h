// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The directory .mtscompfs at the root of a mount, which no listing has and
// every look-up finds: files that tell how the mount is doing.  It is only for
// the user who mounted, since it names paths.  Thread-safe.
//
// Each look-up makes a file of its own, whose content never changes: so its
// size is real, and sendfile, splice and mmap give the same bytes as read.
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

  // The directory itself, as what the root has under its name.
  FoundNode find() const;
  // What it has under this name.
  FoundNode find(const std::string& name) const;
  std::vector<ViewEntry> list() const;

  // Requires: owns(node).
  struct stat status(const Node& node) const;

 private:
  std::vector<StatusFile> files_;
  // Numbers of the files that were made so far.
  mutable std::atomic<std::uint64_t> last_number_;
};

}  // namespace mtscomp
