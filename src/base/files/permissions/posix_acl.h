// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Computes permission bits that give no user more rights than a POSIX ACL.
//
// If a file has an ACL, the group bits of its mode are the ACL's mask, an upper
// bound for the rights of the group.  For files of a mount, the kernel checks
// the mode only.  Therefore the mode must not grant more than the ACL.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <span>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Returns `mode`.  A bit of group or others is kept only if the ACL grants it
// to every user in that class.  `acl` is the value of the attribute
// system.posix_acl_access (acl(5), linux/posix_acl_xattr.h).  If `acl` is not a
// valid ACL, all bits of group and others are removed.
mode_t mode_within_acl(mode_t mode, std::span<const std::byte> acl);

// Calls mode_within_acl() with the ACL of an open file.  Returns `mode`
// unchanged if the file has no ACL.  `file` may be opened with O_PATH.
mode_t mode_within_acl_of(const FileDescriptor& file, mode_t mode);

}  // namespace mtscomp
