// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A new directory under $TMPDIR, removed with its contents at the end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mtscomp {

class TempDir {
 public:
  // Throws: std::system_error.
  TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir();

  const std::string& path() const { return path_; }
  // The path of a file in the directory.
  std::string file(std::string_view name) const;
  // The names in the directory, sorted.
  std::vector<std::string> files() const;

 private:
  std::string path_;
};

}  // namespace mtscomp
