// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The directory of mtscomp-verify --raw-dir: a tree of plain files.  Their
// pairs have the same relative paths in another tree.
#pragma once

#include <optional>
#include <string>

#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

class RawDirectory {
 public:
  // Throws: std::system_error, also if the directory is missing.
  explicit RawDirectory(const std::string& path);

  // Sets the plain file of the pair and, if the pair has no .meta, the .meta.
  // Returns an error message if one of them cannot be opened, for example
  // because of a symlink: symlinks below the directory are not followed.
  std::optional<std::string> find(RecordingFiles& files) const;

  // Opens a file by a path from find(), without following symlinks below the
  // directory.  Throws: std::system_error.
  FileDescriptor open(const std::string& path) const;

 private:
  bool is_regular_file(const std::string& path,
                       std::optional<std::string>& problem) const;
  FileDescriptor open_with(const std::string& path, int flags) const;

  std::string path_;  // Absolute, with a slash at the end.
  FileDescriptor directory_;
};

}  // namespace mtscomp
