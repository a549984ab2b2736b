// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Opening files below a directory without ever leaving it, even if its symlinks
// and names change meanwhile.
#pragma once

#include <string>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

enum class Symlinks {
  kRefuse,       // ELOOP
  kFollowInside  // EXDEV for one that leads out of the root.
};

// Opens `path`, relative to `root`, with open(2)'s `flags` and O_CLOEXEC; with
// O_NOATIME where it is allowed.  Kernels from 5.6 do it in one call
// (openat2(2), RESOLVE_BENEATH).  Elsewhere every component is opened by
// itself, and symlinks are refused whatever `symlinks` says.
// Throws: std::system_error.
FileDescriptor open_beneath(const FileDescriptor& root, const std::string& path,
                            int flags, Symlinks symlinks);

// Opens the very file that was opened with O_PATH, whatever its name stands for
// by now; with O_NOATIME where it is allowed.
// Throws: std::system_error, with ENOENT where there is no /proc.
FileDescriptor reopen(const FileDescriptor& found, int flags);

// The second way of the two, for tests and for want of openat2.
FileDescriptor open_by_walking(const FileDescriptor& root,
                               const std::string& path, int flags);

}  // namespace mtscomp
