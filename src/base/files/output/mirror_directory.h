// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Directories of one tree, made again in another: a file in the copy can be
// reached only by users who can reach its original.
#pragma once

#include <string>

#include "mtscomp/base/directory.h"

namespace mtscomp {

// Opens the directory `relative` below `to`.  Missing directories are created
// with the owner, group, mode and ACL of those of the same name below `from`,
// as give_permissions() says; their owner can always write into them.
// Existing ones stay as they are.  No symlink is followed.
// Throws: std::system_error.
Directory mirror_directory(const Directory& from, const Directory& to,
                           const std::string& relative);

// Does this for the top of the copy, at a path from the user.  Directories
// above it are created like any others.
Directory mirror_root(const Directory& from, const std::string& to);

}  // namespace mtscomp
