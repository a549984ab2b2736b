// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Permission bits of a file, limited to users who may search the directories
// above the file.
//
// If a reader opens a file of the mount, the kernel checks the directories of
// the mount.  The kernel does not check the source directories to which a link
// of a pair leads, because only this daemon has searched them.  In such a
// directory, a file can be readable for all users although only few users may
// search the directory.
#pragma once

#include <sys/stat.h>

#include <string>

#include "mtscomp/base/file_descriptor.h"
#include "source/local/local_root.h"

namespace mtscomp {

// Returns the mode of `file`.  The bits of a class (owner, group or others) are
// kept only if every user in that class may search `directory`.
mode_t mode_within_directory(const struct stat& file,
                             const struct stat& directory);

// Returns the mode of an open file, limited by all directories above the file:
// up to the source directory, or up to "/" for a file outside of the source.
// `status` is the status of `file`.  `file` may be opened with O_PATH.  If a
// directory cannot be checked, the returned mode has no permissions.
mode_t mode_within_directories(const LocalRoot& root,
                               const FileDescriptor& file,
                               const struct stat& status);

}  // namespace mtscomp
