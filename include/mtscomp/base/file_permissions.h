// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Owner, group, mode and ACL of a file.  The functions copy them to a new file
// that replaces the old file or is derived from it.  The new file never grants
// more access than the old file.
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
  // Value of system.posix_acl_access.  Empty if the file has no ACL.
  std::vector<std::byte> acl;
};

// Returns the permissions of the regular file at `location`, or nothing if
// there is no regular file.  Throws: std::system_error.
std::optional<FilePermissions> permissions_of(const FileLocation& location);

// Returns the permissions of an open file.  `name` names the file in messages.
// Throws: std::system_error.
FilePermissions permissions_of(const FileDescriptor& file,
                               const std::string& name);

// Returns permissions for a new file that is derived from two files.  Only
// users who can read both files can read the new file.  If the owner of one
// file can also read the other file, this owner becomes the owner of the new
// file.  If neither owner can read both files, the new file belongs to the user
// of this process, and only this user can read it.  If the two files have the
// same owner, group and ACL, the new file has this ACL.  In all other cases,
// the new file has no ACL.  The mode of the new file then grants only access
// that both ACLs grant.
FilePermissions permissions_within(const FilePermissions& file,
                                   const FilePermissions& other);

// Sets the permissions of an open file.  If this process may not change the
// owner, the owner is not changed.  If the group cannot be set, group and
// others get a right only if `permissions` grants this right to the group and
// also to others.  If the ACL cannot be set, only the owner gets access.
// `name` names the file in messages.
// Throws: std::system_error.
void give_permissions(const FileDescriptor& file,
                      const FilePermissions& permissions,
                      const std::string& name);

// Calls fchmod(2), but does nothing on file systems without permissions.
// `name` names the file in messages.
// Throws: std::system_error.
void set_mode(const FileDescriptor& file, mode_t mode, const std::string& name);

}  // namespace mtscomp
