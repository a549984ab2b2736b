// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/file_identity.h"

#include "base/text/hash.h"

namespace mtscomp {
namespace {

std::int64_t nanoseconds(const timespec& time) {
  constexpr std::int64_t kPerSecond = 1'000'000'000;
  return time.tv_sec * kPerSecond + time.tv_nsec;
}

}  // namespace

FileIdentity FileIdentity::of(const struct stat& status) {
  return {
      .device = status.st_dev,
      .inode = status.st_ino,
      .size = static_cast<std::uint64_t>(status.st_size),
      .mtime_ns = nanoseconds(status.st_mtim),
      .ctime_ns = nanoseconds(status.st_ctim),
  };
}

std::uint64_t hash_of(const FileIdentity& file) {
  return hash_words({file.device, file.inode, file.size,
                     static_cast<std::uint64_t>(file.mtime_ns),
                     static_cast<std::uint64_t>(file.ctime_ns)});
}

}  // namespace mtscomp
