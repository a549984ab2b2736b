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
// The source directory, held open.  Each file is opened beneath this
// descriptor, so no symlink or rename leads out of the source, and a mount over
// the source directory can still read it.  A source that vanishes and returns
// is opened again, unless the mount covers its path.  Thread-safe.
#pragma once

#include <functional>
#include <string>

#include "base/directories/open_beneath.h"
#include "mtscomp/base/file_descriptor.h"
#include "source/local/held_directory.h"

namespace mtscomp {

struct SourceOptions {
  std::string path;  // Absolute, without symlinks.
  // Absolute.  Never opened, nor any path below it: that would call this daemon
  // itself.
  std::string mount_point = {};
  // Whether links to members of a pair may lead out of the source.
  bool follow_symlinks = false;
  // Whether reported modes are limited by POSIX ACLs, by the directories
  // through which a link leads, and by both files of a pair.  The kernel then
  // decides by these modes alone.
  bool respect_acls = false;
};

// Called for each directory that was searched to follow a link.
using OnPassed = std::function<void(const FileDescriptor& directory)>;

class SourceRoot {
 public:
  // Throws: std::system_error.
  explicit SourceRoot(SourceOptions options);

  // Calls HeldDirectory::get().
  DirectoryPtr descriptor() const { return root_.get(); }
  const std::string& path() const { return options_.path; }
  bool respects_acls() const { return options_.respect_acls; }

  // Calls open_beneath().  `path` is relative to the source; empty for the
  // source.
  FileDescriptor open(const std::string& path, int flags,
                      Symlinks symlinks) const;

  // Opens a member of a pair and follows links, relative and absolute.  Links
  // may lead out of the source if SourceOptions::follow_symlinks is set.
  // Throws: std::system_error, with EXDEV for a link that may not lead out, and
  // ELOOP for a link that leads into the mount.
  FileDescriptor open_member(const std::string& path, int flags) const;

  // Like open_member().  Calls `on_passed` for each directory through which the
  // links of `path` lead, except the directory of `path` and the directories
  // above it.
  FileDescriptor follow_member(const std::string& path, int flags,
                               const OnPassed& on_passed) const;

 private:
  SourceOptions options_;
  HeldDirectory root_;
};

}  // namespace mtscomp
