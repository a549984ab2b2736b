// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which mount an open file lies in.  The mount's own file system is not asked:
// one that does not answer is no obstacle.
#pragma once

#include <cstdint>
#include <optional>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

struct MountIdentity {
  int id = 0;  // MountEntry::id; once unmounted, the next mount may have it.
  // Never used again; Linux has it from 6.8 on.
  std::optional<std::uint64_t> unique_id;

  friend bool operator==(const MountIdentity&, const MountIdentity&) = default;
};

// Throws: std::system_error.
MountIdentity mount_identity_of(const FileDescriptor& file);

// The mount that the file was opened in: its MountEntry::id, also where it has
// been unmounted since.  Throws: std::system_error.
int mount_id_of(const FileDescriptor& file);

}  // namespace mtscomp
