// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/unmount.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "mtscomp/base/error.h"
#include "mtscomp/filesystem/mount_table.h"

namespace mtscomp {
namespace {

constexpr const char* kOurType = "fuse.mtscompfs";

// Root may unmount anything; others need the setuid helper of libfuse.
void unmount_as_root(const std::string& mount_point) {
  if (::umount2(mount_point.c_str(), MNT_DETACH | UMOUNT_NOFOLLOW) != 0) {
    throw_errno(fmt::format("{}: umount", mount_point));
  }
}

void unmount_as_user(const std::string& mount_point) {
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
    throw_system_error(error, program);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw_system_error(EPERM,
                       fmt::format("{}: {} -u failed", mount_point, program));
  }
}

}  // namespace

// By statfs(), which the kernel always asks the daemon for: what stat() gives
// may be remembered.
bool is_leftover_mount(const std::string& mount_point) {
  struct statfs status = {};
  return ::statfs(mount_point.c_str(), &status) != 0 &&
         (errno == ENOTCONN || errno == ECONNABORTED) &&
         mounted_type(mount_point) == kOurType;
}

void unmount(const std::string& mount_point) {
  const std::string type = mounted_type(mount_point);
  if (type.empty()) {
    return;
  }
  if (type != kOurType) {
    throw UsageError(fmt::format("{}: expected a mount of mtscompfs, found {}",
                                 mount_point, type));
  }
  if (::geteuid() == 0) {
    unmount_as_root(mount_point);
  } else {
    unmount_as_user(mount_point);
  }
}

}  // namespace mtscomp
