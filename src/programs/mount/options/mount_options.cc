// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/options/mount_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "base/log/log.h"
#include "base/text/parse_number.h"
#include "mtscomp/base/error.h"
#include "programs/mount/options/option_values.h"
#include "programs/mount/options/remote_mount_options.h"

namespace mtscomp {
namespace {

// Passed on to libfuse and the kernel unchanged.
constexpr std::array<std::string_view, 12> kPassedOn = {
    "allow_other", "allow_root", "auto_unmount", "default_permissions",
    "fsname",      "nosuid",     "nodev",        "noexec",
    "exec",        "atime",      "noatime",      "ro"};

// Options for mount(8), /etc/fstab and systemd.  subtype is ignored too,
// because --unmount recognises our mounts by our own subtype.
constexpr std::array<std::string_view, 16> kIgnored = {
    "remount", "_rnetdev", "subtype", "auto",    "noauto", "defaults",
    "nofail",  "_netdev",  "user",    "nouser",  "users",  "group",
    "owner",   "loud",     "silent",  "nonempty"};

// Options of mount(8) about times and writing.  They have no meaning for this
// read-only file system, and libfuse would refuse them.
constexpr std::array<std::string_view, 17> kMeaningless = {
    "relatime",    "norelatime", "diratime", "nodiratime",    "strictatime",
    "lazytime",    "nolazytime", "sync",     "nostrictatime", "async",
    "dirsync",     "iversion",   "mand",     "noiversion",    "nomand",
    "nosymfollow", "symfollow"};

// mount(8) passes these even if the user did not give them.  The mount is
// ro,nosuid,nodev in any case.
constexpr std::array<std::string_view, 3> kOverruled = {"rw", "suid", "dev"};

constexpr std::array<std::string_view, 2> kIgnoredPrefixes = {"x-", "comment"};

template <std::size_t kSize>
bool contains(const std::array<std::string_view, kSize>& names,
              std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_ignored(std::string_view name) {
  return contains(kIgnored, name) || contains(kMeaningless, name) ||
         contains(kOverruled, name) ||
         std::any_of(kIgnoredPrefixes.begin(), kIgnoredPrefixes.end(),
                     [name](std::string_view prefix) {
                       return name.starts_with(prefix);
                     });
}

std::vector<std::string> split_at_commas(std::string_view list) {
  std::vector<std::string> options(1);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i] == ',') {
      options.emplace_back();
      continue;
    }
    options.back() += list[i];
    // The character after a backslash is kept, even a comma.
    if (list[i] == '\\' && i + 1 < list.size()) {
      options.back() += list[++i];
    }
  }
  return options;
}

std::uint32_t parse_id(std::string_view name, std::string_view text) {
  // The largest number means "none" to the kernel.
  return parse_within<std::uint32_t>(name, text, 0, 0xfffffffe);
}

std::uint32_t parse_mask(std::string_view text) {
  constexpr int kOctal = 8;
  constexpr std::uint32_t kMost = 0777;
  const std::optional<std::uint32_t> mask =
      parse_number<std::uint32_t>(text, kOctal);
  if (!mask || *mask > kMost) {
    throw UsageError(fmt::format(
        "-o mask={}: expected an octal number from 0 to 777", text));
  }
  return *mask;
}

// Options without a value.  Returns false for any other option.
bool apply_flag(std::string_view name, MountRequest& request) {
  constexpr std::array<std::pair<std::string_view, bool MountRequest::*>, 5>
      kFlags = {{{"immutable", &MountRequest::immutable},
                 {"core_dumps", &MountRequest::core_dumps},
                 {"keep_uuid", &MountRequest::keep_uuid},
                 {"show_compressed", &MountRequest::show_compressed},
                 {"follow_symlinks", &MountRequest::follow_symlinks}}};
  const auto* const flag =
      std::find_if(kFlags.begin(), kFlags.end(),
                   [name](const auto& known) { return known.first == name; });
  if (flag == kFlags.end()) {
    return false;
  }
  request.*(flag->second) = true;
  return true;
}

bool apply_owner(std::string_view name, std::string_view value,
                 MountRequest& request) {
  if (name == "uid") {
    request.uid = parse_id(name, value);
  } else if (name == "gid") {
    request.gid = parse_id(name, value);
  } else if (name == "mask") {
    request.mask = parse_mask(value);
  } else {
    return false;
  }
  return true;
}

bool apply_log(std::string_view name, const std::string& value,
               MountRequest& request) {
  if (name == "log_file") {
    request.log_file = value;
  } else if (name == "log_level") {
    check_log_level(value);
    request.log_level = value;
  } else {
    return false;
  }
  return true;
}

// Options about memory, threads and times.  Returns false for any other.
bool apply_resource(std::string_view name, const std::string& value,
                    MountRequest& request) {
  constexpr std::uint64_t kLeastCache = std::uint64_t{1} << 20;
  constexpr std::size_t kMostWorkers = 1024;
  if (name == "cache_size") {
    request.cache_size = parse_size(name, value);
    if (request.cache_size < kLeastCache) {
      throw UsageError(
          fmt::format("-o cache_size={}: expected at least 1M", value));
    }
  } else if (name == "workers") {
    request.workers = parse_within<std::size_t>(name, value, 1, kMostWorkers);
  } else if (name == "readahead") {
    request.readahead = parse_size(name, value);
  } else if (name == "timeout") {
    request.timeout = parse_within<double>(name, value, 0, kMostSeconds);
    request.is_timeout_given = true;
  } else if (name == "drain_timeout") {
    request.drain_timeout = parse_within<double>(name, value, 0, kMostSeconds);
  } else {
    return false;
  }
  return true;
}

// Options of mtscompfs.  Returns false for any other.
bool apply_own(const std::string& option, std::string_view name,
               const std::string& value, MountRequest& request) {
  if (apply_flag(name, request)) {
    refuse_value(option, name);
    return true;
  }
  return apply_resource(name, value, request) ||
         apply_remote_option(option, name, value, request) ||
         set_limit(name, value, request.limits) ||
         apply_owner(name, value, request) || apply_log(name, value, request);
}

void apply_one(const std::string& option, MountRequest& request) {
  const std::size_t equals = option.find('=');
  const std::string name = option.substr(0, equals);
  const std::string value =
      equals == std::string::npos ? "" : option.substr(equals + 1);
  if (name.empty() || is_ignored(name) ||
      apply_own(option, name, value, request)) {
    return;
  }
  if (!contains(kPassedOn, name)) {
    throw UsageError(fmt::format("-o {}: unknown option", option));
  }
  if (name != "fsname") {
    refuse_value(option, name);
  }
  request.mount_options.push_back(option);
  if (name == "allow_other" || name == "allow_root") {
    // Otherwise other users could read files that only the daemon may read.
    request.mount_options.emplace_back("default_permissions");
  }
}

}  // namespace

void apply_mount_options(std::string_view list, MountRequest& request) {
  for (const std::string& option : split_at_commas(list)) {
    apply_one(option, request);
  }
}

}  // namespace mtscomp
