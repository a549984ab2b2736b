// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An archive that is a local directory: the main header of this folder.
//
//   SourceRoot         the directory as a whole: opens any path below it
//     HeldDirectory    its descriptor, replaced if the directory vanished and
//                      returned
//   SourceDirectory    one directory below the root: entries and their status
//   search_permission  which users may reach a file behind a link
//
// The view (filesystem/view) has one SourceRoot, opens a SourceDirectory for
// each look-up or listing, and opens files by SourceRoot or open_source_file().
// SourceDirectory calls SourceRoot to follow links, and search_permission for
// the directories that a link passes.  All calls are made by FUSE threads or
// source threads, and may wait for the disk.  There are no callbacks, except
// OnPassed, which runs during the call.  Nothing here decides which names are
// shown.
//
// The source directory, held open.  Every file of it is opened beneath this
// descriptor, so that no symlink or rename leads out, and so that a mount over
// the source itself does not stand in its own way.  A source that vanishes and
// returns is opened again, unless the mount covers its path.  Thread-safe.
#pragma once

#include <functional>
#include <string>

#include "base/directories/open_beneath.h"
#include "mtscomp/base/file_descriptor.h"
#include "source/local/held_directory.h"

namespace mtscomp {

struct SourceOptions {
  std::string path;  // Absolute, without symlinks.
  // Absolute.  It and what lies below is never gone to: it would be ourselves.
  std::string mount_point = {};
  // Whether the members of a pair may lie outside of the source.
  bool follow_symlinks = false;
  // Who may do what is decided by modes alone: they never exceed a POSIX ACL, a
  // directory on the way of a link, or either file of a pair.
  bool respect_acls = false;
};

// Told of a directory that was searched to follow a link.
using OnPassed = std::function<void(const FileDescriptor& directory)>;

class SourceRoot {
 public:
  // Throws: std::system_error.
  explicit SourceRoot(SourceOptions options);

  // As HeldDirectory::get().
  DirectoryPtr descriptor() const { return root_.get(); }
  const std::string& path() const { return options_.path; }
  bool respects_acls() const { return options_.respect_acls; }

  // As open_beneath().  `path` is relative to the source; empty for itself.
  FileDescriptor open(const std::string& path, int flags,
                      Symlinks symlinks) const;

  // Opens what a member of a pair is or leads to: inside the source by relative
  // and absolute links, out of it if that is allowed.
  // Throws: std::system_error; EXDEV for a link that leads out, ELOOP for one
  // that leads into the mount.
  FileDescriptor open_member(const std::string& path, int flags) const;

  // The same.  Calls `on_passed` for each directory that the links of `path`
  // lead through, except the directory of `path` and those above it.
  FileDescriptor follow_member(const std::string& path, int flags,
                               const OnPassed& on_passed) const;

 private:
  SourceOptions options_;
  HeldDirectory root_;
};

}  // namespace mtscomp
