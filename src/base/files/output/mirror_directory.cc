// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/output/mirror_directory.h"

#include <sys/stat.h>

#include <cerrno>
#include <filesystem>

#include "base/files/file_io.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/file_location.h"
#include "mtscomp/base/file_permissions.h"

namespace mtscomp {
namespace {

// Only its owner can enter the new directory until it has its permissions.
void create_like(const Directory& from, const FileLocation& to) {
  if (::mkdirat(to.directory().get(), to.name().c_str(), S_IRWXU) != 0) {
    if (errno != EEXIST) {
      throw_errno(to.path() + ": cannot create the directory");
    }
    return;
  }
  const FileDescriptor source = from.open_for_reading();
  FilePermissions permissions = permissions_of(source, from.path());
  permissions.mode |=
      S_IRWXU | (file_status(source, from.path()).st_mode & S_ISGID);
  give_permissions(to.directory().open_below(to.name()).open_for_reading(),
                   permissions, to.path());
}

}  // namespace

Directory mirror_directory(const Directory& from, const Directory& to,
                           const std::string& relative) {
  Directory source = from;
  Directory copy = to;
  for (const std::filesystem::path& name : std::filesystem::path(relative)) {
    source = source.open_below(name);
    create_like(source, {copy, name});
    copy = copy.open_below(name);
  }
  return copy;
}

Directory mirror_root(const Directory& from, const std::string& to) {
  std::filesystem::path path = to;
  if (!path.has_filename()) {
    path = path.parent_path();  // Removes a slash at the end.
  }
  if (path.has_parent_path()) {
    std::filesystem::create_directories(path.parent_path());
  }
  create_like(from, path.string());
  return Directory::open(to);
}

}  // namespace mtscomp
