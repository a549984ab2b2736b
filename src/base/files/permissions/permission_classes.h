// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Permission bits of one file, limited to users who also have a permission on
// another file.
//
// A user belongs to one of three classes of a file: owner, group or others.  If
// the files have different owners or groups, a user can belong to different
// classes of the two files.  So comparing the bits of the same class is not
// enough.
#pragma once

#include <sys/stat.h>

namespace mtscomp {

// Returns the mode of `file`.  The bits of a class (owner, group or others) are
// kept only if `other` grants `permission` to every user in that class.
// `permission` is S_IROTH (read) or S_IXOTH (search), also for the classes
// owner and group.
mode_t mode_within(const struct stat& file, const struct stat& other,
                   mode_t permission);

}  // namespace mtscomp
