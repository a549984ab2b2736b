// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/mounts/mounted_view.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <filesystem>
#include <system_error>

#include "base/mounts/mount_identity.h"
#include "base/mounts/mount_table.h"

namespace mtscomp {
namespace {

// Returns false if the mount table cannot be read.
bool is_view(int mount_id) {
  try {
    const MountTable table = read_mount_table();
    const MountEntry* const mount = find_mount(table, mount_id);
    // Paths are only compared.  Opening one could send a request to a daemon.
    return mount != nullptr &&
           find_view(*mount, [&table](const std::string& layer) {
             return find_mount_above(table, layer);
           }) != nullptr;
  } catch (const std::system_error&) {
    return false;
  }
}

const MountEntry* find_mount_of(const FileDescriptor& file,
                                const MountTable& table) {
  return find_mount(table, mount_id_of(file));
}

// Layers that cannot be opened are skipped.  Inside a container, the layers of
// its root file system cannot be opened.
const MountEntry* find_view_of(const MountEntry& mount,
                               const MountTable& table) {
  return find_view(mount, [&table](const std::string& layer) {
    const FileDescriptor file(::open(layer.c_str(), O_PATH | O_CLOEXEC));
    return file.is_open() ? find_mount_of(file, table) : nullptr;
  });
}

// Whether a directory above the file, up to the root of the file system, has
// the status directory of a view.  The look-up works through network shares
// too.
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
      return "the file's mount is not in /proc/self/mountinfo, so the file may "
             "be in a mount of mtscompfs";
    }
    const MountEntry* const view = find_view_of(*mount, table);
    return view == nullptr
               ? std::nullopt
               : std::optional(fmt::format("the file is in the mount of "
                                           "mtscompfs at {}",
                                           view->mount_point));
  } catch (const std::system_error& error) {
    return fmt::format("the file may be in a mount of mtscompfs: {}",
                       error.what());
  }
}

}  // namespace

bool is_mounted_view(const FileDescriptor& directory, const std::string& name) {
  return is_mounted_view(directory.get(), name.c_str());
}

// With an empty mask, the kernel answers without a request to the FUSE daemon,
// and still reports whether a mount begins there, and which.
bool is_mounted_view(int directory, const char* name) {
  constexpr int kFlags =
      AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC;
  struct statx status = {};
  return ::statx(directory, name, kFlags, 0, &status) == 0 &&
         (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0 &&
         is_view(static_cast<int>(status.stx_mnt_id));
}

std::optional<std::string> find_view_behind(const FileDescriptor& file) {
  if (auto view = find_by_mount(file)) {
    return view;
  }
  if (::fgetxattr(file.get(), kDataFileAttribute, nullptr, 0) >= 0) {
    return fmt::format(
        "the file has the attribute {}, like files in a mount of mtscompfs",
        kDataFileAttribute);
  }
  return is_below_status_directory(file)
             ? std::optional(
                   fmt::format("a directory above the file contains {}, like "
                               "mounts of mtscompfs",
                               kStatusDirectoryName))
             : std::nullopt;
}

}  // namespace mtscomp
