// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Who may do what with a file, for another that takes its place or is made of
// it: nobody may do more with that one, whoever writes it.
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
  std::vector<std::byte> acl;  // system.posix_acl_access; empty: it has none.
};

// Those of the regular file of that name; nothing if there is none.
// Throws: std::system_error.
std::optional<FilePermissions> permissions_of(const FileLocation& location);

// Those of an open file.  Throws: std::system_error; `name` is for the message.
FilePermissions permissions_of(const FileDescriptor& file,
                               const std::string& name);

// Permissions for a file that is made of two files: only users who can read
// both can read it.  The owner is that of one of the two whom the other one
// lets read, else this process alone.  The ACL is kept if owner, group and ACL
// of both are the same; without it, the mode grants less.
FilePermissions permissions_within(const FilePermissions& file,
                                   const FilePermissions& other);

// Gives them to an open file.  The owner stays if we may not change it.  If we
// may not give it the group, members of another get what all might do at least;
// where the ACL cannot be set, the owner alone gets anything.
// Throws: std::system_error; `name` is for the message.
void give_permissions(const FileDescriptor& file,
                      const FilePermissions& permissions,
                      const std::string& name);

// As chmod(2), but for file systems that have no permissions.
// Throws: std::system_error; `name` is for the message.
void set_mode(const FileDescriptor& file, mode_t mode, const std::string& name);

}  // namespace mtscomp
