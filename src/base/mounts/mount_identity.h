// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Identifies the mount that contains an open file.  These functions send no
// request to the file system of this mount, so a file system that does not
// answer cannot block the caller.
#pragma once

#include <cstdint>
#include <optional>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

struct MountIdentity {
  // MountEntry::id.  After an unmount, a new mount can get the same id.
  int id = 0;
  // An id that is never reused.  Only Linux 6.8 and later have this id.
  std::optional<std::uint64_t> unique_id;

  friend bool operator==(const MountIdentity&, const MountIdentity&) = default;
};

// Throws: std::system_error.
MountIdentity mount_identity_of(const FileDescriptor& file);

// Returns MountEntry::id of the mount in which the file was opened, even if
// this mount was unmounted later.  Throws: std::system_error.
int mount_id_of(const FileDescriptor& file);

}  // namespace mtscomp
