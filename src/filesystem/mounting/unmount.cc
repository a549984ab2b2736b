// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/mounting/unmount.h"

#include <fmt/format.h>
#include <linux/capability.h>
#include <spawn.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <system_error>

#include "base/process/child_process.h"
#include "base/process/privileges.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// Nothing if there is no such directory.
std::optional<int> mount_id_at(const MountPoint& place) {
  try {
    return place.mount_id();
  } catch (const std::system_error& error) {
    if (error.code().value() == ENOENT) {
      return std::nullopt;
    }
    throw;
  }
}

// The topmost mount at this place; nothing if the place is a directory inside a
// mount.
std::optional<MountEntry> find_mount_at(const MountPoint& place) {
  const std::optional<int> id = mount_id_at(place);
  const MountTable table = read_mount_table();
  const MountEntry* const entry = id ? find_mount(table, *id) : nullptr;
  return entry != nullptr && entry->mount_point == place.path()
             ? std::optional(*entry)
             : std::nullopt;
}

}  // namespace

bool is_our_mount(const MountPoint& place) {
  const std::optional<MountEntry> mount = find_mount_at(place);
  return mount && is_our_mount(*mount);
}

// The kernel always forwards statfs() to the daemon; it may answer stat() from
// its cache.
bool is_leftover_mount(const MountPoint& place) {
  struct statfs status = {};
  return is_our_mount(place) && ::statfs(place.path().c_str(), &status) != 0 &&
         (errno == ENOTCONN || errno == ECONNABORTED);
}

bool has_right_to_unmount() {
  return ::geteuid() == 0 || has_capability(CAP_SYS_ADMIN);
}

void unmount(const MountPoint& place) {
  const std::optional<MountEntry> mount = find_mount_at(place);
  if (!mount) {
    return;
  }
  if (!is_our_mount(*mount)) {
    throw UsageError(fmt::format("{}: not a mount of mtscompfs, but of {}",
                                 place.path(), mount->type));
  }
  if (has_right_to_unmount()) {
    place.detach();
  } else {
    unmount_by_fusermount(place.path());
  }
}

void unmount_by_fusermount(const std::string& mount_point) {
  std::string program = "fusermount3";
  std::array<std::string, 3> options = {"-u", "-z", "--"};
  std::string path = mount_point;
  const std::array<char*, 6> arguments = {program.data(),    options[0].data(),
                                          options[1].data(), options[2].data(),
                                          path.data(),       nullptr};
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, program.c_str(), nullptr, nullptr,
                                   arguments.data(), environ);
  if (error != 0) {
    throw_system_error(error, program + ": cannot start");
  }
  if (wait_for_exit(child) != 0) {
    throw_system_error(EPERM, fmt::format("{}: cannot unmount with {} -u",
                                          mount_point, program));
  }
}

}  // namespace mtscomp
