// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/pack_files.h"

#include <filesystem>

namespace mtscomp {

PackFiles locate_pack_files(const std::string& raw_path,
                            const std::string& cbin_path,
                            const std::string& ch_path) {
  return {.raw = raw_path,
          .cbin = locate_output(cbin_path),
          .ch = locate_output(ch_path)};
}

FileLocation locate_output(const std::string& path) {
  const std::filesystem::path parent =
      std::filesystem::path(path).parent_path();
  if (!parent.empty()) {
    std::filesystem::create_directories(parent);
  }
  return path;
}

}  // namespace mtscomp
