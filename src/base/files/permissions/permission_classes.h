// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Permission bits of one file, limited to users who have a permission on
// another file too.
//
// Both files have an owner, a group and others.  If owners or groups differ, a
// user can be in different classes of the two files, so comparing the bits is
// not enough.
#pragma once

#include <sys/stat.h>

namespace mtscomp {

// Mode of `file`.  The bits of a class (owner, group or others) are kept only
// if `other` grants `permission` to every user in that class.  `permission` is
// S_IROTH or S_IXOTH, for any class.
mode_t mode_within(const struct stat& file, const struct stat& other,
                   mode_t permission);

}  // namespace mtscomp
