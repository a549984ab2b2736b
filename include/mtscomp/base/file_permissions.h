// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Owner, group, mode and ACL of a file, to copy to a file that replaces it or
// is derived from it without granting more access.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mtscomp/base/export.h"
#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/file_location.h"

namespace MTSCOMP_API mtscomp {

struct FilePermissions {
  uid_t user = 0;
  gid_t group = 0;
  mode_t mode = 0;
  std::vector<std::byte> acl;  // system.posix_acl_access; empty: no ACL.
};

// Permissions of the regular file at this location; nothing if there is none.
// Throws: std::system_error.
std::optional<FilePermissions> permissions_of(const FileLocation& location);

// Permissions of an open file.  `name` is for messages.
// Throws: std::system_error.
FilePermissions permissions_of(const FileDescriptor& file,
                               const std::string& name);

// Permissions for a file that is derived from two files: only users who can
// read both can read it.  Its owner is the owner of one of them who can read
// the other.  If there is no such owner, the file belongs to this process and
// only its owner can read it.  The ACL is kept if owner, group and ACL of both
// files are the same; otherwise the mode grants less.
FilePermissions permissions_within(const FilePermissions& file,
                                   const FilePermissions& other);

// Sets the permissions of an open file.  The owner stays if this process may
// not change it.  If the group cannot be set, group and others get only the
// rights that both had.  If the ACL cannot be set, only the owner has access.
// `name` is for messages.
// Throws: std::system_error.
void give_permissions(const FileDescriptor& file,
                      const FilePermissions& permissions,
                      const std::string& name);

// Like fchmod(2), but does nothing on file systems without permissions.  `name`
// is for messages.
// Throws: std::system_error.
void set_mode(const FileDescriptor& file, mode_t mode, const std::string& name);

}  // namespace mtscomp
