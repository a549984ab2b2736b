// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/mount_plan.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "base/memory/memory_limit.h"
#include "base/threads/core_count.h"
#include "writer/output_names.h"

namespace mtscomp {
namespace {

std::size_t n_workers(const MountRequest& request) {
  return request.workers != 0 ? request.workers : core_count();
}

// A quarter of the memory that the process may have, and 1 GiB at most: the
// kernel keeps what was read too.
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

// Whether the kernel decides by what it is told of permissions.
bool decides_by_mode(const MountRequest& request) {
  return std::find(request.mount_options.begin(), request.mount_options.end(),
                   "default_permissions") != request.mount_options.end();
}

}  // namespace

MountRequest resolve(MountRequest request, const MountPaths& paths) {
  constexpr double kForever = 1e9;  // Seconds; some thirty years.
  request.source = paths.source;
  request.mount_point = paths.mount_point;
  request.is_own_mount = !paths.channel;
  request.cache_size = cache_size(request);
  request.workers = n_workers(request);
  if (request.immutable) {
    request.timeout = kForever;
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

TreeOptions tree_options(const MountRequest& request,
                         const std::string& hidden_path) {
  return {.source = {.path = request.source,
                     .mount_point = request.mount_point,
                     .follow_symlinks = request.follow_symlinks,
                     .respect_acls = decides_by_mode(request)},
          .hidden_path = hidden_path,
          .naming = {.keep_uuid = request.keep_uuid,
                     .show_compressed = request.show_compressed},
          .limits = request.limits};
}

SessionOptions session_options(const MountRequest& request) {
  SessionOptions options;
  options.mount_options = fuse_options(request);
  options.debug = request.debug;
  options.is_own_mount = request.is_own_mount;
  return options;
}

}  // namespace mtscomp
