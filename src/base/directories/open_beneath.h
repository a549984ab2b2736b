// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Opens files below a directory, but never a file outside of the directory,
// even if other processes change names and symlinks at the same time.
#pragma once

#include <string>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

enum class Symlinks {
  kRefuse,       // A symlink causes ELOOP.
  kFollowInside  // A symlink that leads out of the root causes EXDEV.
};

// Opens `path`, which is relative to `root`, with open(2)'s `flags` and
// O_CLOEXEC.  Adds O_NOATIME if this process may use it.  Linux 5.6 and later
// need one call (openat2(2), RESOLVE_BENEATH).  Without openat2, each component
// of the path is opened separately.  Symlinks are then refused, even with
// kFollowInside.
// Throws: std::system_error.
FileDescriptor open_beneath(const FileDescriptor& root, const std::string& path,
                            int flags, Symlinks symlinks);

// Opens a file again.  `found` is a descriptor of the file, opened with O_PATH.
// This works even if the name of the file now belongs to another file.  Adds
// O_NOATIME if this process may use it.
// Throws: std::system_error, with ENOENT if /proc is not mounted.
FileDescriptor reopen(const FileDescriptor& found, int flags);

// Like open_beneath() with kRefuse, but does not call openat2(2).
FileDescriptor open_by_walking(const FileDescriptor& root,
                               const std::string& path, int flags);

}  // namespace mtscomp
