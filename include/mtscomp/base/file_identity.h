// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One state of a file: device, inode, size, modification time and status change
// time.  If two FileIdentity values are equal, they describe the same file with
// the same bytes.  Programs can set the modification time to any value, but
// only the kernel sets the status change time.
#pragma once

#include <sys/stat.h>

#include <compare>
#include <cstdint>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;     // Bytes.
  std::int64_t mtime_ns = 0;  // Nanoseconds since the epoch.
  // Status change time, in nanoseconds since the epoch.  chmod, chown, link and
  // unlink also change this time.
  std::int64_t ctime_ns = 0;

  static FileIdentity of(const struct stat& status);

  auto operator<=>(const FileIdentity&) const = default;
};

std::uint64_t hash_of(const FileIdentity& file);

}  // namespace mtscomp
