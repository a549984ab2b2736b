// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/mounts/mounted_view.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <string>
#include <system_error>

#include "base/mounts/mount_table.h"

namespace mtscomp {
namespace {

// A table that cannot be read tells nothing.
bool is_view(int mount_id) {
  try {
    const MountTable table = read_mount_table();
    const MountEntry* const mount = find_mount(table, mount_id);
    // Paths are only compared: opening one could ask a daemon.
    return mount != nullptr &&
           find_view(*mount, [&table](const std::string& layer) {
             return find_mount_above(table, layer);
           }) != nullptr;
  } catch (const std::system_error&) {
    return false;
  }
}

}  // namespace

bool is_mounted_view(const FileDescriptor& directory, const std::string& name) {
  return is_mounted_view(directory.get(), name.c_str());
}

// A FUSE file system is not asked by those who ask for nothing of it; whether a
// mount begins there, and which, the kernel tells all the same.
bool is_mounted_view(int directory, const char* name) {
  constexpr int kFlags =
      AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC;
  struct statx status = {};
  return ::statx(directory, name, kFlags, 0, &status) == 0 &&
         (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0 &&
         is_view(static_cast<int>(status.stx_mnt_id));
}

}  // namespace mtscomp
