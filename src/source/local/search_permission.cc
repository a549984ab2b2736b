// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/local/search_permission.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/files/file_io.h"
#include "base/files/permissions/permission_classes.h"
#include "mtscomp/base/error.h"
#include "source/local/local_status.h"

namespace mtscomp {
namespace {

constexpr mode_t kPermissions = S_IRWXU | S_IRWXG | S_IRWXO;
constexpr int kDirectory = O_PATH | O_DIRECTORY | O_CLOEXEC;

bool is_same(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

FileDescriptor open_parent(const FileDescriptor& directory) {
  FileDescriptor parent(::openat(directory.get(), "..", kDirectory));
  if (!parent.is_open()) {
    throw_errno("..: cannot open the directory");
  }
  return parent;
}

// Opens the directory that contains the file.  Throws if the file has been
// moved meanwhile.
FileDescriptor directory_of(const LocalRoot& root, const FileDescriptor& file,
                            const struct stat& status) {
  const std::filesystem::path path = std::filesystem::read_symlink(
      fmt::format("/proc/self/fd/{}", file.get()));
  const std::string directory = path.parent_path();
  const std::string inside = root.path() + '/';
  // Inside the source, the path is opened beneath its descriptor, since a mount
  // may cover the source's path.
  FileDescriptor found =
      (directory + '/').starts_with(inside)
          ? root.open(
                directory.substr(std::min(inside.size(), directory.size())),
                O_PATH | O_DIRECTORY, Symlinks::kRefuse)
          : FileDescriptor(::open(directory.c_str(), kDirectory));
  struct stat again = {};
  if (!found.is_open() ||
      ::fstatat(found.get(), path.filename().c_str(), &again,
                AT_SYMLINK_NOFOLLOW) != 0 ||
      !is_same(again, status)) {
    throw_system_error(ESTALE, path.string() + ": another process moved it");
  }
  return found;
}

}  // namespace

mode_t mode_within_directory(const struct stat& file,
                             const struct stat& directory) {
  return mode_within(file, directory, S_IXOTH);
}

mode_t mode_within_directories(const LocalRoot& root,
                               const FileDescriptor& file,
                               const struct stat& status) {
  struct stat within = status;
  try {
    const struct stat source = local_status(root, "");
    FileDescriptor directory = directory_of(root, file, status);
    struct stat above = local_status(root, directory, root.path());
    while (!is_same(above, source)) {
      within.st_mode = mode_within_directory(within, above);
      directory = open_parent(directory);
      const struct stat below = above;
      above = local_status(root, directory, root.path());
      if (is_same(above, below)) {
        break;  // "/" is its own parent.
      }
    }
  } catch (const std::system_error&) {
    within.st_mode &= ~kPermissions;
  }
  return within.st_mode;
}

}  // namespace mtscomp
