// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Identifies the mount that contains an open file.  No request is sent to the
// file system of this mount, so a file system that does not answer cannot block
// the caller.
#pragma once

#include <cstdint>
#include <optional>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

struct MountIdentity {
  int id = 0;  // MountEntry::id; after an unmount, a new mount may get it.
  // Never reused; only Linux 6.8 and later have it.
  std::optional<std::uint64_t> unique_id;

  friend bool operator==(const MountIdentity&, const MountIdentity&) = default;
};

// Throws: std::system_error.
MountIdentity mount_identity_of(const FileDescriptor& file);

// MountEntry::id of the mount in which the file was opened, even if it has been
// unmounted since.  Throws: std::system_error.
int mount_id_of(const FileDescriptor& file);

}  // namespace mtscomp
