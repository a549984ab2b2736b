// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/mount_plan.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/memory/memory_limit.h"
#include "base/mounts/mount_table.h"
#include "base/threads/core_count.h"
#include "filesystem/fuse/kernel/fuse_channel.h"
#include "filesystem/mounting/mount_point.h"
#include "filesystem/mounting/unmount.h"
#include "mtscomp/base/error.h"
#include "source/http/url/url.h"
#include "writer/output_names.h"

namespace mtscomp {
namespace {

// The daemon changes its working directory, so all paths are made absolute.
std::string resolve_directory(const std::string& path, std::string_view role) {
  std::error_code error;
  const std::filesystem::path resolved =
      std::filesystem::canonical(path, error);
  if (error) {
    throw UsageError(fmt::format("{}: cannot access the {}: {}", path, role,
                                 error.message()));
  }
  if (!std::filesystem::is_directory(resolved)) {
    throw UsageError(
        fmt::format("{}: not a directory; the {} must be one", path, role));
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
        fmt::format("{0}: cannot access: {1}; load the kernel module fuse, or "
                    "start the container with --device {0}",
                    kDevice, std::generic_category().message(errno)));
  }
}

void unmount_leftover(const std::string& mount_point, bool may_unmount) {
  const MountPoint place(mount_point);
  if (!is_leftover_mount(place)) {
    return;
  }
  if (!may_unmount) {
    throw UsageError(
        fmt::format("{0}: a killed mtscompfs left its mount here; --cleanup "
                    "or fusermount3 -u {0} unmounts it",
                    mount_point));
  }
  unmount(place);
  spdlog::warn("{}: unmounted the mount of a killed mtscompfs", mount_point);
}

void resolve_source(const MountRequest& request, MountPaths& paths) {
  if (request.is_remote()) {
    paths.source = request.source;
    return;
  }
  paths.source = resolve_directory(request.source, "source");
  paths.hidden_path = find_hidden_path(paths.source, paths.mount_point);
}

// A source path through the mount would lead to this daemon itself.
void refuse_hidden_source(const MountRequest& request,
                          const MountPaths& paths) {
  const std::string source = std::filesystem::absolute(request.source);
  if ((source + '/').starts_with(paths.mount_point + '/')) {
    throw UsageError(
        fmt::format("{}: the mount at {} hides this source; choose another "
                    "mount point",
                    source, paths.mount_point));
  }
}

MountPaths prepare_given_mount(const MountRequest& request, int channel) {
  MountPaths paths;
  paths.channel = channel;
  paths.mount_point = find_mount_of_channel(read_mount_table()).mount_point;
  if (!request.is_remote()) {
    refuse_hidden_source(request, paths);
  }
  resolve_source(request, paths);
  return paths;
}

std::size_t n_workers(const MountRequest& request) {
  return request.workers != 0 ? request.workers : core_count();
}

// A quarter of the memory available to the process, at most 1 GiB: the kernel's
// page cache needs memory too.
std::size_t cache_size(const MountRequest& request) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 30;
  constexpr std::uint64_t kLeast = std::uint64_t{64} << 20;
  return request.cache_size != 0
             ? request.cache_size
             : std::clamp(memory_limit() / 4, kLeast, kMost);
}

std::string escape_commas(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == ',' || c == '\\') {
      escaped += '\\';
    }
    escaped += c;
  }
  return escaped;
}

void make_absolute(std::string& path) {
  if (!path.empty() && !is_address(path)) {
    path = std::filesystem::absolute(path);
  }
}

// Each look-up that the kernel does not cache can need a request, so the kernel
// caches names as long as the source does.
void resolve_remote(MountRequest& request) {
  if (!request.is_timeout_given) {
    request.timeout = request.remote.listing_timeout;
  }
  make_absolute(request.remote.ca_file);
  make_absolute(request.remote.disk_cache);
  make_absolute(request.remote.manifest);
}

// Whether the kernel checks permissions by the files' modes.
bool decides_by_mode(const MountRequest& request) {
  return std::find(request.mount_options.begin(), request.mount_options.end(),
                   "default_permissions") != request.mount_options.end();
}

}  // namespace

// The last part may be a mount that does not answer.  It is resolved only if it
// is a symbolic link.
std::string resolve_mount_point(const std::string& path) {
  std::error_code error;
  std::filesystem::path absolute = std::filesystem::absolute(path, error);
  if (!absolute.has_filename()) {
    absolute = absolute.parent_path();  // The path ended with a slash.
  }
  if (error || std::filesystem::is_symlink(absolute, error)) {
    return resolve_directory(path, "mount point");
  }
  const std::string name = absolute.filename();
  if (name == "." || name == "..") {
    return resolve_directory(path, "mount point");
  }
  const std::filesystem::path parent =
      resolve_directory(absolute.parent_path(), "mount point's directory");
  return parent / name;
}

MountPaths prepare_mount(const MountRequest& request) {
  if (const auto channel = parse_channel_number(request.mount_point)) {
    return prepare_given_mount(request, *channel);
  }
  unmount_leftover(resolve_mount_point(request.mount_point), request.cleanup);
  MountPaths paths;
  if (!request.is_remote()) {
    resolve_directory(request.source, "source");
  }
  paths.mount_point = resolve_directory(request.mount_point, "mount point");
  resolve_source(request, paths);
  check_fuse_device();
  return paths;
}

MountRequest resolve(MountRequest request, const MountPaths& paths) {
  constexpr double kForever = 1e9;  // Seconds; about thirty years.
  request.source = paths.source;
  request.mount_point = paths.mount_point;
  request.is_own_mount = !paths.channel;
  request.cache_size = cache_size(request);
  request.workers = n_workers(request);
  if (request.is_remote()) {
    resolve_remote(request);
  }
  if (request.immutable) {
    request.timeout = kForever;
    request.remote.listing_timeout = kForever;
  }
  return request;
}

LogOptions start_log(const MountRequest& request) {
  LogOptions log;
  log.level = request.log_level;
  return log;
}

LogOptions serving_log(const MountRequest& request) {
  LogOptions log = start_log(request);
  if (!request.log_file.empty()) {
    refuse_recording_name(request.log_file);
    log.target = LogTarget::kFile;
    log.file = std::filesystem::absolute(request.log_file);
  } else if (!request.foreground) {
    log.target = LogTarget::kSyslog;
  }
  return log;
}

std::vector<std::string> fuse_options(const MountRequest& request) {
  std::vector<std::string> options = {
      "ro", "nosuid", "nodev", "subtype=mtscompfs",
      "fsname=" + escape_commas(request.source)};
  options.insert(options.end(), request.mount_options.begin(),
                 request.mount_options.end());
  return options;
}

LocalSourceOptions source_options(const MountRequest& request) {
  return {.path = request.source,
          .mount_point = request.mount_point,
          .follow_symlinks = request.follow_symlinks,
          .respect_acls = decides_by_mode(request)};
}

TreeOptions tree_options(const MountRequest& request,
                         const std::string& hidden_path) {
  return {.hidden_path = hidden_path,
          .naming = {.keep_uuid = request.keep_uuid,
                     .show_compressed = request.show_compressed},
          .limits = request.limits};
}

SessionOptions session_options(const MountRequest& request) {
  SessionOptions options;
  options.mount_options = fuse_options(request);
  options.is_own_mount = request.is_own_mount;
  return options;
}

}  // namespace mtscomp
