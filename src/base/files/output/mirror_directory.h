// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Copies the directories of one tree to another.  Only users who can reach a
// file in the original tree can reach its copy.
#pragma once

#include <string>

#include "mtscomp/base/directory.h"

namespace mtscomp {

// Opens the directory `relative` below `to`.  Missing directories are created
// with the owner, group, mode and ACL of the directory of the same name below
// `from`, as give_permissions() sets them; their owner can always write into
// them.  Existing directories are not changed.  No symlink is followed.
// Throws: std::system_error.
Directory mirror_directory(const Directory& from, const Directory& to,
                           const std::string& relative);

// Opens or creates the root of the copy at a path from the user, like
// mirror_directory().  Missing directories above it are created with default
// permissions.
// Throws: std::system_error.
Directory mirror_root(const Directory& from, const std::string& to);

}  // namespace mtscomp
