// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/temp_dir.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "mtscomp/base/error.h"

namespace mtscomp {

TempDir::TempDir()
    : path_(std::filesystem::temp_directory_path() / "mtscomp-test-XXXXXX") {
  if (::mkdtemp(path_.data()) == nullptr) {
    throw_errno("mkdtemp " + path_);
  }
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TempDir::file(std::string_view name) const {
  return std::filesystem::path(path_) / name;
}

std::vector<std::string> TempDir::files() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace mtscomp
