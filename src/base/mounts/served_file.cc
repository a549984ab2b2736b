// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/mounts/served_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/mounts/mount_table.h"
#include "base/mounts/mounted_view.h"

namespace mtscomp {
namespace {

// The number of the file's mount.  statx(2) has it too, but only since Linux
// 5.8.
std::optional<int> mount_id_of(const FileDescriptor& file) {
  constexpr std::string_view kKey = "mnt_id:";
  std::ifstream info(fmt::format("/proc/self/fdinfo/{}", file.get()));
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with(kKey)) {
      return std::atoi(line.c_str() + kKey.size());
    }
  }
  return std::nullopt;
}

const MountEntry* find_mount_of(const FileDescriptor& file,
                                const MountTable& table) {
  const std::optional<int> id = mount_id_of(file);
  return id ? find_mount(table, *id) : nullptr;
}

// A layer that cannot be opened tells nothing: a container's layers are outside
// of the container.
const MountEntry* find_view_of(const MountEntry& mount,
                               const MountTable& table) {
  return find_view(mount, [&table](const std::string& layer) {
    const FileDescriptor file(::open(layer.c_str(), O_PATH | O_CLOEXEC));
    return file.is_open() ? find_mount_of(file, table) : nullptr;
  });
}

// Whether the status directory of a view is in a directory above the file, up
// to the root of the file system.  No listing has it, but every look-up finds
// it, through network shares too.
bool is_below_status_directory(const FileDescriptor& file) {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::read_symlink(
      fmt::format("/proc/self/fd/{}", file.get()), error);
  constexpr int kFlags = O_PATH | O_DIRECTORY | O_CLOEXEC;
  FileDescriptor directory(::open(path.parent_path().c_str(), kFlags));
  std::optional<struct stat> below;
  struct stat status = {};
  while (directory.is_open() && ::fstat(directory.get(), &status) == 0) {
    if (below &&
        (status.st_dev != below->st_dev || status.st_ino == below->st_ino)) {
      return false;  // Above the root of the file system.
    }
    struct stat found = {};
    if (::fstatat(directory.get(), kStatusDirectoryName, &found,
                  AT_SYMLINK_NOFOLLOW) == 0) {
      return true;
    }
    below = status;
    directory = FileDescriptor(::openat(directory.get(), "..", kFlags));
  }
  return false;
}

std::optional<std::string> find_by_mount(const FileDescriptor& file) {
  try {
    const MountTable table = read_mount_table();
    const MountEntry* const mount = find_mount_of(file, table);
    if (mount == nullptr) {
      return "its mount is not in /proc/self/mountinfo, so mtscompfs may show "
             "it";
    }
    const MountEntry* const view = find_view_of(*mount, table);
    return view == nullptr
               ? std::nullopt
               : std::optional(fmt::format("mtscompfs shows it, at {}",
                                           view->mount_point));
  } catch (const std::system_error& error) {
    return fmt::format("mtscompfs may show it: {}", error.what());
  }
}

}  // namespace

std::optional<std::string> find_view_behind(const FileDescriptor& file) {
  if (auto view = find_by_mount(file)) {
    return view;
  }
  if (::fgetxattr(file.get(), kDataFileAttribute, nullptr, 0) >= 0) {
    return fmt::format("it has the attribute {} of files that mtscompfs shows",
                       kDataFileAttribute);
  }
  return is_below_status_directory(file)
             ? std::optional(
                   fmt::format("a directory above it has a {}, as views of "
                               "mtscompfs have",
                               kStatusDirectoryName))
             : std::nullopt;
}

}  // namespace mtscomp
