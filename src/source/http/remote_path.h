// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Paths in a remote source: relative to it, without '/' at the ends.
#pragma once

#include <string>
#include <string_view>

namespace mtscomp {

struct RemotePath {
  std::string directory;  // Empty for a name in the archive itself.
  std::string name;
};

// Requires: `path` must not be empty.
inline RemotePath split_remote_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos
             ? RemotePath{.directory = "", .name = std::string(path)}
             : RemotePath{.directory = std::string(path.substr(0, slash)),
                          .name = std::string(path.substr(slash + 1))};
}

inline std::string join_remote_path(const std::string& directory,
                                    const std::string& name) {
  return directory.empty() ? name : directory + '/' + name;
}

}  // namespace mtscomp
