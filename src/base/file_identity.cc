// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/file_identity.h"

#include "mtscomp/base/hash.h"

namespace mtscomp {

FileIdentity FileIdentity::of(const struct stat& status) {
  constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
  return {
      .device = status.st_dev,
      .inode = status.st_ino,
      .size = static_cast<std::uint64_t>(status.st_size),
      .mtime_ns = status.st_mtim.tv_sec * kNanosecondsPerSecond +
                  status.st_mtim.tv_nsec,
  };
}

std::uint64_t hash_of(const FileIdentity& file) {
  return hash_words({file.device, file.inode, file.size,
                     static_cast<std::uint64_t>(file.mtime_ns)});
}

}  // namespace mtscomp
