// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/remote_status.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <chrono>
#include <limits>

#include "base/text/hash.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr off_t kLargest = std::numeric_limits<off_t>::max();

timespec whole_seconds(HttpTime time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  return {.tv_sec = seconds.time_since_epoch().count(), .tv_nsec = 0};
}

}  // namespace

RemoteStatus::RemoteStatus(std::string_view source_name)
    : device_(hash_text(source_name)),
      owner_(::geteuid()),
      group_(::getegid()),
      start_(std::chrono::system_clock::now()) {}

struct stat RemoteStatus::of_directory(std::string_view path,
                                       std::optional<HttpTime> modified) const {
  return make(inode_of_directory(path), S_IFDIR | 0555, modified);
}

struct stat RemoteStatus::of_file(const std::string& path,
                                  const RemoteVersion& version,
                                  std::uint64_t n_changes) const {
  assert(version.size);
  if (*version.size > std::uint64_t{kLargest}) {
    throw_system_error(
        EOVERFLOW, fmt::format("{}: the server says that the file has {} bytes",
                               path, *version.size));
  }
  struct stat status = make(inode_of_file(path, version, n_changes),
                            S_IFREG | 0444, version.modified);
  constexpr off_t kBlock = 512;  // Unit of st_blocks.
  status.st_size = static_cast<off_t>(*version.size);
  status.st_blocks =
      status.st_size / kBlock + (status.st_size % kBlock == 0 ? 0 : 1);
  return status;
}

std::uint64_t RemoteStatus::inode_of_directory(std::string_view path) {
  return hash_text(path);
}

std::uint64_t RemoteStatus::inode_of_file(std::string_view path,
                                          const RemoteVersion& version,
                                          std::uint64_t n_changes) {
  return hash_words(
      {hash_text(path), hash_text(version_key(version)), n_changes});
}

struct stat RemoteStatus::make(std::uint64_t inode, mode_t mode,
                               std::optional<HttpTime> modified) const {
  struct stat status = {};
  status.st_dev = device_;
  status.st_ino = inode;
  status.st_mode = mode;
  status.st_nlink = 1;
  status.st_uid = owner_;
  status.st_gid = group_;
  status.st_blksize = 4096;
  status.st_mtim = whole_seconds(modified.value_or(start_));
  status.st_atim = status.st_mtim;
  status.st_ctim = status.st_mtim;
  return status;
}

}  // namespace mtscomp
