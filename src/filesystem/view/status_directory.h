// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The directory .mtscompfs at the root of a mount, which no listing has and
// every look-up finds: files that tell how the mount is doing.  It is only for
// whoever mounted, since it names paths.  Immutable; thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/mounts/mounted_view.h"
#include "filesystem/view/node.h"

namespace mtscomp {

struct StatusFile {
  std::string name;
  // Called once for each opening.  Must not wait for I/O.
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
  // Requires: the node is one of its files.
  std::string text(const Node& node) const;

 private:
  FoundNode make(std::uint64_t number, mode_t mode) const;

  std::vector<StatusFile> files_;
};

}  // namespace mtscomp
