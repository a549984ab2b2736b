// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The directory of a local source, which stays open.  Every file is opened
// beneath its descriptor, so no symlink or rename leads out of the source.  If
// the daemon is mounted over the source directory, it can still read the
// source.  If the source disappears and returns, it is opened again, unless the
// mount covers the path of the source.  Thread-safe.
#pragma once

#include <functional>
#include <string>

#include "base/directories/open_beneath.h"
#include "mtscomp/base/file_descriptor.h"
#include "source/local/held_directory.h"

namespace mtscomp {

struct LocalSourceOptions {
  std::string path;  // Absolute, without symlinks.
  // Absolute path.  This path and all paths below it are never opened, because
  // opening them would call this daemon itself.
  std::string mount_point = {};
  // Whether links to members of a pair may lead out of the source.
  bool follow_symlinks = false;
  // Whether reported modes are limited by POSIX ACLs, by the directories
  // through which a link leads, and by both files of a pair.  Must be true if
  // the kernel checks permissions with these modes only.
  bool respect_acls = false;
};

// Called for each directory that was searched to follow a link.
using OnPassed = std::function<void(const FileDescriptor& directory)>;

class LocalRoot {
 public:
  // Throws: std::system_error.
  explicit LocalRoot(LocalSourceOptions options);

  // Returns the descriptor of the source directory (HeldDirectory::get()).
  DirectoryPtr descriptor() const { return root_.get(); }
  const std::string& path() const { return options_.path; }
  bool respects_acls() const { return options_.respect_acls; }

  // Calls open_beneath().  `path` is relative to the source.  The path of the
  // source is empty.
  FileDescriptor open(const std::string& path, int flags,
                      Symlinks symlinks) const;

  // Opens a member of a pair and follows links, relative and absolute.  Links
  // may lead out of the source if LocalSourceOptions::follow_symlinks is set.
  // Throws: std::system_error, with EXDEV if a link leads out of the source and
  // follow_symlinks is false, and with ELOOP if a link leads into the mount.
  FileDescriptor open_member(const std::string& path, int flags) const;

  // Like open_member().  Calls `on_passed` for each directory through which the
  // links of `path` lead, except the directory of `path` and the directories
  // above it.
  FileDescriptor follow_member(const std::string& path, int flags,
                               const OnPassed& on_passed) const;

 private:
  LocalSourceOptions options_;
  HeldDirectory root_;
};

}  // namespace mtscomp
