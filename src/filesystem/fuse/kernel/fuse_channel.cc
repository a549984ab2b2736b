// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/kernel/fuse_channel.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <string_view>

#include "base/text/parse_number.h"
#include "filesystem/fuse/kernel/fuse_api.h"
#include "filesystem/fuse/kernel/fuse_log.h"
#include "filesystem/mounting/mount_hint.h"
#include "filesystem/mounting/unmount.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// The kernel knows only allow_other.  For allow_root, libfuse's session refuses
// all users except root and the owner.
std::string as_kernel_option(const std::string& option) {
  return option == "allow_root" ? "allow_other" : option;
}

[[noreturn]] void refuse_mount(const MountEntry& mount, std::string_view rest) {
  throw UsageError(fmt::format("{}: {}", mount.mount_point, rest));
}

}  // namespace

FileDescriptor mount_fuse(const std::string& mount_point,
                          const std::vector<std::string>& options) {
  log_for_fuse();
  std::string list;
  for (const std::string& option : options) {
    list += (list.empty() ? "" : ",") + as_kernel_option(option);
  }
  FileDescriptor channel(fuse_open_channel(mount_point.c_str(), list.c_str()));
  if (!channel.is_open()) {
    const std::string reason = explain_failed_mount(current_mount_conditions());
    throw UsageError(fmt::format("{}: cannot mount{}{}", mount_point,
                                 reason.empty() ? "" : ": ", reason));
  }
  return channel;
}

std::optional<int> parse_channel_number(const std::string& mount_point) {
  constexpr std::string_view kPrefix = "/dev/fd/";
  if (!mount_point.starts_with(kPrefix)) {
    return std::nullopt;
  }
  const std::optional<int> number =
      parse_number<int>(std::string_view(mount_point).substr(kPrefix.size()));
  return number && *number >= 0 ? number : std::nullopt;
}

FileDescriptor take_channel(int number) {
  constexpr unsigned kMiscellaneous = 10;  // MISC_MAJOR and FUSE_MINOR.
  constexpr unsigned kFuse = 229;
  struct stat status = {};
  if (::fstat(number, &status) != 0 || !S_ISCHR(status.st_mode) ||
      status.st_rdev != makedev(kMiscellaneous, kFuse)) {
    throw UsageError(fmt::format(
        "/dev/fd/{}: not an open /dev/fuse; only mount.fuse3 may give such a "
        "mount point",
        number));
  }
  FileDescriptor channel(number);
  if (::fcntl(number, F_SETFD, FD_CLOEXEC) != 0) {
    throw_errno(fmt::format("/dev/fd/{}: cannot set FD_CLOEXEC", number));
  }
  return channel;
}

// The kernel lists mounts in the order of mounting.
const MountEntry& find_mount_of_channel(const MountTable& table) {
  const auto newest =
      std::find_if(table.rbegin(), table.rend(),
                   [](const MountEntry& mount) { return is_our_mount(mount); });
  if (newest == table.rend()) {
    throw UsageError(
        "/dev/fd/N: /proc/self/mountinfo has no mount of mtscompfs; only "
        "mount.fuse3 may give such a mount point");
  }
  if (!newest->has_option("ro")) {
    refuse_mount(*newest, "the mount is not read-only; mount with -o ro");
  }
  if (newest->has_option("allow_other") &&
      !newest->has_option("default_permissions")) {
    refuse_mount(*newest,
                 "the mount has allow_other without default_permissions; mount "
                 "with -o default_permissions");
  }
  return *newest;
}

}  // namespace mtscomp
