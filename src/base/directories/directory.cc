// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/directory.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/directories/open_beneath.h"
#include "base/files/file_io.h"
#include "mtscomp/base/directory_walk.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr int kHold = O_PATH | O_DIRECTORY | O_CLOEXEC;

[[noreturn]] void throw_open(int error_number, const std::string& path) {
  throw_system_error(
      error_number,
      error_number == ELOOP
          ? path + ": cannot open: symbolic links are not followed here"
          : path + ": cannot open");
}

}  // namespace

Directory::Directory(std::string path, FileDescriptor descriptor)
    : path_(std::move(path)),
      descriptor_(
          std::make_shared<const FileDescriptor>(std::move(descriptor))) {}

Directory Directory::open(const std::string& path) {
  FileDescriptor descriptor(::open(path.empty() ? "." : path.c_str(), kHold));
  if (!descriptor.is_open()) {
    throw_errno((path.empty() ? "." : path) + ": cannot open");
  }
  return {path, std::move(descriptor)};
}

Directory Directory::open_below(const std::string& relative) const {
  if (relative.empty()) {
    return *this;
  }
  std::string path = path_of(relative);
  try {
    FileDescriptor descriptor =
        open_beneath(*descriptor_, relative, kHold, Symlinks::kRefuse);
    return {std::move(path), std::move(descriptor)};
  } catch (const std::system_error& error) {
    throw_open(error.code().value(), path);
  }
}

std::string Directory::path_of(const std::string& name) const {
  return path_ == "/" ? path_ + name : join_paths(path_, name);
}

FileDescriptor Directory::open_file(const std::string& name, int flags) const {
  FileDescriptor file(
      ::openat(get(), name.c_str(),
               flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
  if (!file.is_open()) {
    throw_open(errno, path_of(name));
  }
  return file;
}

std::optional<struct stat> Directory::status(const std::string& name) const {
  struct stat status = {};
  if (::fstatat(get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    return status;
  }
  if (!is_absent(errno)) {
    throw_errno(path_of(name) + ": cannot read its size");
  }
  return std::nullopt;
}

struct stat Directory::own_status() const {
  return file_status(*descriptor_, path_);
}

FileDescriptor Directory::open_for_reading() const {
  FileDescriptor file(::openat(get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!file.is_open()) {
    throw_errno((path_.empty() ? "." : path_) + ": cannot open the directory");
  }
  return file;
}

// Network and FUSE file systems often cannot sync a directory.  Some (SMB, WSL)
// then report that it is missing or that permission is denied.
void Directory::sync() const {
  const auto is_unsupported_here = [](int error_number) {
    return is_sync_unsupported(error_number) || error_number == ENOENT ||
           error_number == EACCES || error_number == EPERM ||
           error_number == EISDIR;
  };
  if (::fsync(open_for_reading().get()) != 0 && !is_unsupported_here(errno)) {
    throw_errno((path_.empty() ? "." : path_) + ": cannot sync");
  }
}

bool is_same_directory(const Directory& a, const Directory& b) {
  const struct stat first = a.own_status();
  const struct stat second = b.own_status();
  return first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

}  // namespace mtscomp
