// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Permission bits of a file that grant nobody more than the directories above
// it do.
//
// The kernel decides about the way that a reader takes through the mount.  What
// a link of a pair leads to is elsewhere, and nobody but us has gone there: a
// file that all may read in a directory that few may search.
#pragma once

#include <sys/stat.h>

#include <string>

#include "mtscomp/base/file_descriptor.h"
#include "source/local/source_root.h"

namespace mtscomp {

// `file`'s mode with the bits of its owner, its group and of others that
// everyone in that class may use who has to search `directory` first.
mode_t mode_within_directory(const struct stat& file,
                             const struct stat& directory);

// The same for an open file and all directories above it, up to the source or,
// for a file outside of it, up to "/".  `status` is the file's; `file` may be
// opened with O_PATH.  No permissions at all where they cannot be told.
mode_t mode_within_directories(const SourceRoot& root,
                               const FileDescriptor& file,
                               const struct stat& status);

}  // namespace mtscomp
