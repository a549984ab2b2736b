// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Permission bits that grant nobody more than a POSIX ACL does.
//
// Where a file has an ACL, the group bits of its mode are the ACL's mask: an
// upper bound, and not what the group may do.  Whoever decides by the mode
// alone, as the kernel does for a mount, needs bits that are a lower bound.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <span>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// `mode` with the group and other bits that nobody who is in that class would
// be refused by the ACL: the value of the attribute system.posix_acl_access
// (acl(5), linux/posix_acl_xattr.h).  None of these bits if it is not one.
mode_t mode_within_acl(mode_t mode, std::span<const std::byte> acl);

// The same for an open file; `mode` itself if the file has no ACL.
// `file` may be opened with O_PATH.
mode_t mode_within_acl_of(const FileDescriptor& file, mode_t mode);

}  // namespace mtscomp
