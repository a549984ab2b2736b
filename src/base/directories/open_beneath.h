// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Opens files below a directory, and never outside of it, even if symlinks and
// names change meanwhile.
#pragma once

#include <string>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

enum class Symlinks {
  kRefuse,       // ELOOP
  kFollowInside  // EXDEV for a symlink that leads out of the root.
};

// Opens `path`, relative to `root`, with open(2)'s `flags`, O_CLOEXEC and, if
// it is allowed, O_NOATIME.  Linux 5.6 and later do this in one call
// (openat2(2), RESOLVE_BENEATH).  Without openat2, each component is opened
// separately, and symlinks are refused even for kFollowInside.
// Throws: std::system_error.
FileDescriptor open_beneath(const FileDescriptor& root, const std::string& path,
                            int flags, Symlinks symlinks);

// Opens the same file as `found`, which was opened with O_PATH, even if its
// name now belongs to another file.  Uses O_NOATIME if it is allowed.
// Throws: std::system_error, with ENOENT if /proc is not mounted.
FileDescriptor reopen(const FileDescriptor& found, int flags);

// open_beneath() without openat2.
FileDescriptor open_by_walking(const FileDescriptor& root,
                               const std::string& path, int flags);

}  // namespace mtscomp
