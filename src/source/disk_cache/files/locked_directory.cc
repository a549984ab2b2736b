// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/files/locked_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

Directory open_or_create(const std::string& path) {
  constexpr mode_t kMode = 0700;
  if (::mkdir(path.c_str(), kMode) != 0 && errno != EEXIST) {
    throw_errno(path + ": cannot create the directory of the disk cache");
  }
  return Directory::open(path);
}

// Another user could put wrong data into the cache.
void check_owner(const Directory& directory) {
  const struct stat status = directory.own_status();
  if (status.st_uid == ::geteuid() &&
      (status.st_mode & (S_IWGRP | S_IWOTH)) == 0) {
    return;
  }
  throw UsageError(fmt::format(
      "{}: other users can write to the disk cache (owner {}, mode {:04o}); "
      "choose a directory that belongs to user {} and has mode 0700",
      directory.path(), status.st_uid, status.st_mode & 07777U, ::geteuid()));
}

FileDescriptor lock(const Directory& directory) {
  constexpr int kFlags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
  constexpr mode_t kMode = 0600;
  const std::string path = directory.path_of("lock");
  FileDescriptor file(::openat(directory.get(), "lock", kFlags, kMode));
  if (!file.is_open()) {
    throw_errno(path + ": cannot open");
  }
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) {
    return file;
  }
  if (errno == EWOULDBLOCK) {
    throw UsageError(
        directory.path() +
        ": another process uses this directory as its disk cache; choose "
        "another directory for one of them, or end the other process");
  }
  throw_errno(path + ": cannot lock");
}

}  // namespace

LockedDirectory open_locked_directory(const std::string& path) {
  const Directory directory = open_or_create(path);
  check_owner(directory);
  return {directory, lock(directory)};
}

}  // namespace mtscomp
