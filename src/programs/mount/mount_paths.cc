// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/mount_paths.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/mounts/mount_table.h"
#include "filesystem/fuse/kernel/fuse_channel.h"
#include "filesystem/mounting/mount_point.h"
#include "filesystem/mounting/unmount.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// A daemon leaves its directory, so every path is made absolute first.
std::string resolve_directory(const std::string& path, std::string_view role) {
  std::error_code error;
  const std::filesystem::path resolved =
      std::filesystem::canonical(path, error);
  if (error) {
    throw UsageError(fmt::format("{} {}: {}", role, path, error.message()));
  }
  if (!std::filesystem::is_directory(resolved)) {
    throw UsageError(fmt::format("{} {}: expected a directory", role, path));
  }
  return resolved;
}

std::string find_hidden_path(const std::string& source,
                             const std::string& mount_point) {
  const std::string prefix = source == "/" ? source : source + '/';
  return mount_point.starts_with(prefix) ? mount_point.substr(prefix.size())
                                         : "";
}

void check_fuse_device() {
  constexpr const char* kDevice = "/dev/fuse";
  if (::access(kDevice, F_OK) != 0) {
    throw UsageError(
        fmt::format("{}: {}; is the fuse kernel module loaded, and the device "
                    "there in this container?",
                    kDevice, std::generic_category().message(errno)));
  }
}

void clean_up(const std::string& mount_point, bool may_unmount) {
  const MountPoint place(mount_point);
  if (!is_leftover_mount(place)) {
    return;
  }
  if (!may_unmount) {
    throw UsageError(
        fmt::format("mountpoint {0}: the mtscompfs that was mounted here is "
                    "gone; --cleanup "
                    "takes its mount away first, as fusermount3 -u {0} does",
                    mount_point));
  }
  unmount(place);
  spdlog::warn("{}: took away the mount of an mtscompfs that is gone",
               mount_point);
}

// A path that leads through the mount would be asked of ourselves.
MountPaths prepare_given_mount(const MountRequest& request, int channel) {
  MountPaths paths;
  paths.channel = channel;
  paths.mount_point = find_mount_of_channel(read_mount_table()).mount_point;
  const std::string source = std::filesystem::absolute(request.source);
  if ((source + '/').starts_with(paths.mount_point + '/')) {
    throw UsageError(
        fmt::format("source {}: lies below the mount at {}, where it cannot be "
                    "reached any more",
                    source, paths.mount_point));
  }
  paths.source = resolve_directory(request.source, "source");
  paths.hidden_path = find_hidden_path(paths.source, paths.mount_point);
  return paths;
}

}  // namespace

// Its last part may be a mount that does not answer: only what is above it is
// resolved, unless it is a symbolic link.
std::string resolve_mount_point(const std::string& path) {
  std::error_code error;
  std::filesystem::path absolute = std::filesystem::absolute(path, error);
  if (!absolute.has_filename()) {
    absolute = absolute.parent_path();  // There was a slash at the end.
  }
  if (error || std::filesystem::is_symlink(absolute, error)) {
    return resolve_directory(path, "mountpoint");
  }
  const std::string name = absolute.filename();
  if (name == "." || name == "..") {
    return resolve_directory(path, "mountpoint");
  }
  const std::filesystem::path parent =
      resolve_directory(absolute.parent_path(), "mountpoint's directory");
  return parent / name;
}

MountPaths prepare_mount(const MountRequest& request) {
  if (const auto channel = parse_channel_number(request.mount_point)) {
    return prepare_given_mount(request, *channel);
  }
  clean_up(resolve_mount_point(request.mount_point), request.cleanup);
  MountPaths paths;
  paths.source = resolve_directory(request.source, "source");
  paths.mount_point = resolve_directory(request.mount_point, "mountpoint");
  paths.hidden_path = find_hidden_path(paths.source, paths.mount_point);
  check_fuse_device();
  return paths;
}

}  // namespace mtscomp
