// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/memory/memory_limit.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <string_view>

namespace mtscomp {
namespace {

constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

// The text "max" and a missing file mean: no limit.
std::uint64_t read_limit(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::uint64_t limit = 0;
  return stream >> limit ? limit : kUnlimited;
}

// Minimum of the limits of the group and the groups above it.
std::uint64_t limit_up_to_root(const std::filesystem::path& root,
                               const std::string& group, const char* file) {
  std::uint64_t limit = kUnlimited;
  std::filesystem::path inner = std::filesystem::path(group).relative_path();
  for (; !inner.empty(); inner = inner.parent_path()) {
    limit = std::min(limit, read_limit(root / inner / file));
  }
  return std::min(limit, read_limit(root / file));
}

// One line of /proc/self/cgroup, "4:memory:/group" or "0::/group".
std::uint64_t limit_of_line(const std::string& line,
                            const std::filesystem::path& hierarchy) {
  const std::size_t first = line.find(':');
  const std::size_t second = line.find(':', first + 1);
  if (first == std::string::npos || second == std::string::npos) {
    return kUnlimited;
  }
  const std::string controllers =
      "," + line.substr(first + 1, second - first - 1) + ",";
  const std::string group = line.substr(second + 1);
  if (controllers == ",,") {
    return limit_up_to_root(hierarchy, group, "memory.max");
  }
  return controllers.find(",memory,") == std::string::npos
             ? kUnlimited
             : limit_up_to_root(hierarchy / "memory", group,
                                "memory.limit_in_bytes");
}

}  // namespace

std::uint64_t cgroup_memory_limit(const std::string& membership,
                                  const std::string& hierarchy) {
  std::uint64_t limit = kUnlimited;
  std::istringstream lines(membership);
  for (std::string line; std::getline(lines, line);) {
    limit = std::min(limit, limit_of_line(line, hierarchy));
  }
  return limit;
}

std::uint64_t memory_limit() {
  const auto n_pages = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES));
  const auto page_size = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  std::ifstream file("/proc/self/cgroup");
  const std::string membership((std::istreambuf_iterator<char>(file)), {});
  return std::min(n_pages * page_size,
                  cgroup_memory_limit(membership, "/sys/fs/cgroup"));
}

}  // namespace mtscomp
