// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Copies the directories of one tree to another.  Only users who can reach a
// file in the original tree can reach the copy of this file.
#pragma once

#include <string>

#include "mtscomp/base/directory.h"

namespace mtscomp {

// Opens the directory `relative` below `to`, and creates missing directories.
// A new directory gets owner, group, mode and ACL of the directory with the
// same path below `from` (give_permissions()).  In addition, the owner can
// always write into the new directory.  Existing directories are not changed.
// Symlinks are not followed.  Throws: std::system_error.
Directory mirror_directory(const Directory& from, const Directory& to,
                           const std::string& relative);

// Opens or creates the root directory of the copy, at a path from the user.  A
// new root gets its permissions from `from`, like in mirror_directory().
// Missing directories above the root get default permissions.
// Throws: std::system_error.
Directory mirror_root(const Directory& from, const std::string& to);

}  // namespace mtscomp
