// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/mounting/mount_hint.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/capability.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/process/privileges.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;

int error_of_device() {
  const FileDescriptor device(::open("/dev/fuse", O_RDWR | O_CLOEXEC));
  return device.is_open() ? 0 : errno;
}

bool is_in_path(std::string_view program) {
  const char* const variable = std::getenv("PATH");
  std::string_view rest = variable == nullptr ? "" : variable;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    const fs::path candidate = fs::path(rest.substr(0, end)) / program;
    if (::access(candidate.c_str(), X_OK) == 0) {
      return true;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

bool is_there(const char* path) {
  std::error_code error;
  return fs::exists(path, error);
}

}  // namespace

// Ubuntu 25.04 and later confine fusermount3 by AppArmor.  The kernel shows
// loaded profiles only to root, so this checks the profile's file.
MountConditions current_mount_conditions() {
  return {.device_error = error_of_device(),
          .is_root = ::geteuid() == 0,
          .has_admin_capability = has_capability(CAP_SYS_ADMIN),
          .has_fusermount = is_in_path("fusermount3"),
          .has_apparmor_profile =
              is_there("/sys/module/apparmor/parameters/enabled") &&
              is_there("/etc/apparmor.d/fusermount3")};
}

std::string explain_failed_mount(const MountConditions& conditions) {
  if (conditions.device_error == EACCES || conditions.device_error == EPERM) {
    return fmt::format(
        "/dev/fuse: cannot open: {}; start the container with --device "
        "/dev/fuse",
        std::generic_category().message(conditions.device_error));
  }
  if (conditions.is_root && !conditions.has_admin_capability) {
    return "this process may not mount (no CAP_SYS_ADMIN); start the container "
           "with --cap-add SYS_ADMIN";
  }
  if (!conditions.is_root && !conditions.has_fusermount) {
    return "fusermount3 is missing, and users other than root need it; install "
           "the package fuse3";
  }
  if (!conditions.is_root && conditions.has_apparmor_profile) {
    return "AppArmor may forbid this mount point, because its profile "
           "/etc/apparmor.d/fusermount3 allows only some directories; mount "
           "below your home directory, /mnt or /media, or add a rule";
  }
  return "";
}

}  // namespace mtscomp
