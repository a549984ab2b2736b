// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/local/local_directory.h"

#include <dirent.h>
#include <fcntl.h>

#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

#include "base/directories/open_beneath.h"
#include "base/files/file_io.h"
#include "base/mounts/mounted_view.h"
#include "mtscomp/base/error.h"
#include "source/local/local_status.h"
#include "source/local/search_permission.h"

namespace mtscomp {
namespace {

struct CloseDirectory {
  void operator()(DIR* stream) const { ::closedir(stream); }
};

FileDescriptor open_directory(const LocalRoot& root, const std::string& path) {
  return root.open(path, O_RDONLY | O_DIRECTORY, Symlinks::kRefuse);
}

// Links that lead out of the source or that dangle are treated as missing
// files.
bool means_absent(const std::error_code& code) {
  return code.value() == ENOENT || code.value() == EXDEV ||
         code.value() == ELOOP || code.value() == ENOTDIR;
}

}  // namespace

LocalDirectory::LocalDirectory(const LocalRoot& root, const std::string& path)
    : LocalDirectory(root, path, open_directory(root, path)) {}

LocalDirectory::LocalDirectory(const LocalRoot& root, const std::string& path,
                               FileDescriptor directory)
    : SourceDirectory(path, mtscomp::file_status(directory, path)),
      root_(root),
      directory_(std::move(directory)) {}

std::vector<SourceEntry> LocalDirectory::entries() const {
  // Uses a new descriptor, since reading moves the position of all copies of
  // one.
  FileDescriptor own = open_directory(root_, path());
  const std::unique_ptr<DIR, CloseDirectory> stream(::fdopendir(own.get()));
  if (!stream) {
    throw_errno((path().empty() ? "." : path()) +
                ": cannot read the directory");
  }
  own.release();
  std::vector<SourceEntry> entries;
  errno = 0;
  while (const dirent* entry = ::readdir(stream.get())) {
    const std::string name = entry->d_name;
    if (name != "." && name != ".." &&
        (entry->d_type != DT_DIR || !is_mounted_view(directory_, name))) {
      entries.push_back({.name = name,
                         .inode = entry->d_ino,
                         .type = static_cast<mode_t>(DTTOIF(entry->d_type))});
    }
    errno = 0;
  }
  if (errno != 0) {
    throw_errno((path().empty() ? "." : path()) +
                ": cannot read the directory");
  }
  return entries;
}

std::optional<struct stat> LocalDirectory::status(
    const std::string& name) const {
  // No request is sent to a mount of mtscompfs: its daemon may be this process,
  // or may wait for it.
  if (is_mounted_view(directory_, name)) {
    return std::nullopt;
  }
  if (root_.respects_acls()) {
    const FileDescriptor file(::openat(directory_.get(), name.c_str(),
                                       O_PATH | O_NOFOLLOW | O_CLOEXEC));
    if (file.is_open()) {
      return local_status(root_, file, path_of(name));
    }
  } else {
    struct stat status = {};
    if (::fstatat(directory_.get(), name.c_str(), &status,
                  AT_SYMLINK_NOFOLLOW) == 0) {
      return status;
    }
  }
  if (errno == ENOENT) {
    return std::nullopt;
  }
  throw_errno(path_of(name) + ": cannot read its size");
}

std::optional<MemberStatus> LocalDirectory::file_status(
    const std::string& name) const {
  const std::optional<struct stat> entry = status(name);
  if (!entry) {
    return std::nullopt;
  }
  MemberStatus found = {.status = *entry};
  if (S_ISLNK(entry->st_mode)) {
    try {
      found = follow(name);
    } catch (const std::system_error& error) {
      if (!means_absent(error.code())) {
        throw;
      }
      return std::nullopt;
    }
  }
  return S_ISREG(found.status.st_mode) ? std::optional(found) : std::nullopt;
}

MemberStatus LocalDirectory::follow(const std::string& name) const {
  const std::string path = path_of(name);
  if (!root_.respects_acls()) {
    return {.status =
                local_status(root_, root_.open_member(path, O_PATH), path)};
  }
  std::vector<struct stat> passed;
  const FileDescriptor target =
      root_.follow_member(path, O_PATH, [&](const FileDescriptor& directory) {
        passed.push_back(local_status(root_, directory, path));
      });
  MemberStatus found = {.status = local_status(root_, target, path)};
  const mode_t all = found.reach;
  struct stat within = found.status;
  within.st_mode |= all;
  for (const struct stat& directory : passed) {
    within.st_mode = mode_within_directory(within, directory);
  }
  found.reach = mode_within_directories(root_, target, within) & all;
  found.status.st_mode &= found.reach | ~all;
  return found;
}

}  // namespace mtscomp
