// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Permission bits of one file for those alone whom another file lets in too.
//
// Both have an owner, a group and others, and who is in a class of the one may
// be in any of the other: bits alone say nothing where owners or groups differ.
#pragma once

#include <sys/stat.h>

namespace mtscomp {

// `file`'s mode with the bits of its owner, its group and of others that
// everyone in that class may use who has to be granted `permission` (S_IROTH,
// S_IXOTH; for any class) by `other` as well.
mode_t mode_within(const struct stat& file, const struct stat& other,
                   mode_t permission);

}  // namespace mtscomp
