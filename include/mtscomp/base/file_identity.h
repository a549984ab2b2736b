// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What tells one version of a file from another: device, inode, size and
// modification time.
#pragma once

#include <sys/stat.h>

#include <compare>
#include <cstdint>

namespace mtscomp {

struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;     // Bytes.
  std::int64_t mtime_ns = 0;  // Nanoseconds since the epoch.

  static FileIdentity of(const struct stat& status);

  auto operator<=>(const FileIdentity&) const = default;
};

std::uint64_t hash_of(const FileIdentity& file);

}  // namespace mtscomp
