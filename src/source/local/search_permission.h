// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Permission bits of a file, limited to users who may search the directories
// above it.
//
// The kernel checks the directories of the mount through which a reader opens a
// file.  It does not check the directories to which a link of a pair leads,
// since only this daemon has searched them.  A file there can be readable for
// all users, but in a directory that few users may search.
#pragma once

#include <sys/stat.h>

#include <string>

#include "mtscomp/base/file_descriptor.h"
#include "source/local/source_root.h"

namespace mtscomp {

// Mode of `file`.  The bits of a class (owner, group or others) are kept only
// if every user in that class may search `directory`.
mode_t mode_within_directory(const struct stat& file,
                             const struct stat& directory);

// Mode of an open file, limited by all directories above it: up to the source,
// or up to "/" for a file outside of the source.  `status` is the status of
// `file`, which may be opened with O_PATH.  Returns no permissions if a
// directory cannot be checked.
mode_t mode_within_directories(const SourceRoot& root,
                               const FileDescriptor& file,
                               const struct stat& status);

}  // namespace mtscomp
