// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/files/cache_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/files/file_io.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr const char* kFormat = "v1";
constexpr mode_t kFileMode = 0600;
constexpr mode_t kDirectoryMode = 0700;

FileDescriptor open_new(const Directory& directory, const std::string& name) {
  constexpr int kFlags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
  FileDescriptor file(
      ::openat(directory.get(), name.c_str(), kFlags, kFileMode));
  if (!file.is_open()) {
    throw_errno(directory.path_of(name) + ": cannot create");
  }
  return file;
}

void remove_name(const Directory& directory, const std::string& name) {
  if (::unlinkat(directory.get(), name.c_str(), 0) != 0 && errno != ENOENT) {
    throw_errno(directory.path_of(name) + ": cannot remove");
  }
}

// On NFS, close(2) reports the errors of earlier writes.
void close_written(FileDescriptor file, const std::string& path) {
  if (::close(file.release()) != 0) {
    throw_errno(path + ": cannot write");
  }
}

void write_file(const Directory& directory, const std::string& name,
                std::span<const std::byte> header,
                std::span<const std::byte> bytes) {
  remove_name(directory, name);
  FileDescriptor file = open_new(directory, name);
  const std::string path = directory.path_of(name);
  write_all(file.get(), header, path);
  write_all(file.get(), bytes, path);
  close_written(std::move(file), path);
}

unsigned shelf_of(const ExtentName& name) { return name.bytes.front(); }

std::string shelf_name(unsigned number) {
  return fmt::format("{:02x}", number);
}

}  // namespace

CacheDirectory::CacheDirectory(const std::string& path)
    : locked_(open_locked_directory(path)) {}

std::optional<Directory> CacheDirectory::shelf(unsigned number) const {
  try {
    return root().open_below(fmt::format("{}/{}", kFormat, shelf_name(number)));
  } catch (const std::system_error& error) {
    if (error.code().value() == ENOENT) {
      return std::nullopt;
    }
    throw;
  }
}

std::optional<OpenExtent> CacheDirectory::open(const ExtentName& name) const {
  const std::optional<Directory> directory = shelf(shelf_of(name));
  if (!directory) {
    return std::nullopt;
  }
  const std::string file_name = to_text(name);
  OpenExtent extent = {.path = directory->path_of(file_name)};
  try {
    extent.file = directory->open_file(file_name, O_RDONLY);
  } catch (const std::system_error& error) {
    if (error.code().value() == ENOENT) {
      return std::nullopt;
    }
    throw;
  }
  extent.status = file_status(extent.file, extent.path);
  return extent;
}

void CacheDirectory::put(const ExtentName& name,
                         std::span<const std::byte> header,
                         std::span<const std::byte> bytes) const {
  const Directory directory = make_shelf(shelf_of(name));
  const std::string temporary = temporary_name(name);
  try {
    write_file(directory, temporary, header, bytes);
    const std::string final_name = to_text(name);
    if (::renameat(directory.get(), temporary.c_str(), directory.get(),
                   final_name.c_str()) != 0) {
      throw_errno(directory.path_of(temporary) + ": cannot rename to " +
                  final_name);
    }
  } catch (...) {
    ::unlinkat(directory.get(), temporary.c_str(), 0);
    throw;
  }
}

void CacheDirectory::remove(const ExtentName& name) const {
  if (const std::optional<Directory> directory = shelf(shelf_of(name))) {
    remove_name(*directory, to_text(name));
  }
}

struct statvfs CacheDirectory::usage() const {
  struct statvfs usage = {};
  if (::fstatvfs(root().get(), &usage) != 0) {
    throw_errno(root().path() + ": cannot read the free space");
  }
  return usage;
}

// The user may have deleted all directories to clear the cache.
Directory CacheDirectory::make_shelf(unsigned number) const {
  if (const std::optional<Directory> found = shelf(number)) {
    return *found;
  }
  return make_directory(make_directory(root(), kFormat), shelf_name(number));
}

Directory CacheDirectory::make_directory(const Directory& parent,
                                         const std::string& name) const {
  if (::mkdirat(parent.get(), name.c_str(), kDirectoryMode) != 0 &&
      errno != EEXIST) {
    throw_errno(parent.path_of(name) + ": cannot create the directory");
  }
  return parent.open_below(name);
}

std::string temporary_name(const ExtentName& name) {
  return to_text(name) + ".tmp";
}

}  // namespace mtscomp
