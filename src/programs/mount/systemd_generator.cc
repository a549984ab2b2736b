// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/systemd_generator.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

#include "mtscomp/base/error.h"
#include "programs/cli/print.h"
#include "programs/mount/options/mount_config.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;

// Quotes a path for a unit file (systemd.syntax(7)); % starts a specifier.
std::string quote(const std::string& path) {
  std::string quoted = "\"";
  for (const char c : path) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
    } else if (c == '%') {
      quoted += '%';
    }
    quoted += c;
  }
  return quoted + '"';
}

// Without a slash at the end.
fs::path normal(const std::string& path) {
  const fs::path normal = fs::path(path).lexically_normal();
  return normal.has_filename() ? normal : normal.parent_path();
}

// The directories and files that the mount reads from or writes to.
std::vector<fs::path> needed_directories(const MountRequest& request) {
  if (!request.is_remote()) {
    return {normal(request.source)};
  }
  std::vector<fs::path> needed;
  for (const std::string& path :
       {request.remote.disk_cache, request.remote.manifest,
        request.remote.ca_file}) {
    if (path.starts_with('/')) {
      needed.push_back(normal(path));
    }
  }
  return needed;
}

// Names of units may only have these characters (systemd.unit(5)).
bool is_unit_name(const std::string& name) {
  constexpr const char* kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-_.\\";
  return !name.empty() && name.find_first_not_of(kAllowed) == std::string::npos;
}

void write_one(const fs::path& config, const fs::path& directory) {
  const std::string name = config.stem();
  if (!is_unit_name(name)) {
    throw UsageError(
        fmt::format("{}: systemd allows no unit of this name; use letters, "
                    "digits and :-_.",
                    config.string()));
  }
  MountRequest request;
  read_mount_config(config, request);
  const fs::path drop_ins =
      directory /
      fmt::format("{}@{}.service.d",
                  request.is_remote() ? "mtscompfs-remote" : "mtscompfs", name);
  fs::create_directories(drop_ins);
  const fs::path file = drop_ins / "50-mounts.conf";
  std::ofstream stream(file);
  if (!(stream << systemd_generator(request) << std::flush)) {
    throw fs::filesystem_error("cannot write", file,
                               std::make_error_code(std::errc::io_error));
  }
}

}  // namespace

std::string systemd_generator(const MountRequest& request) {
  const fs::path mount_point = normal(request.mount_point);
  std::vector<fs::path> needed = needed_directories(request);
  std::erase(needed, mount_point);
  needed.push_back(mount_point.parent_path());
  std::string text = "[Unit]\n";
  for (const fs::path& path : needed) {
    text += fmt::format("RequiresMountsFor={}\n", quote(path));
  }
  return text;
}

bool write_mount_orderings(const std::string& config_directory,
                           const std::string& directory) {
  bool is_well = true;
  if (!fs::is_directory(config_directory)) {
    return true;
  }
  for (const fs::directory_entry& entry :
       fs::directory_iterator(config_directory)) {
    if (entry.path().extension() != ".conf") {
      continue;
    }
    try {
      write_one(entry.path(), directory);
    } catch (...) {
      print_message("mtscompfs-generator", current_exception_message());
      is_well = false;
    }
  }
  return is_well;
}

}  // namespace mtscomp
