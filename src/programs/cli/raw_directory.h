// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The directory of mtscomp-verify --raw-dir: a tree of plain files.  The pairs
// of these files are in another tree, and have the same relative paths.
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

  // Looks for the plain file of the pair in this tree.  If the pair has no
  // .meta, also looks for the .meta in this tree.  Stores the paths of the
  // found files in `files`.  Returns an error message if a file exists but
  // cannot be opened.  If not, returns nothing.  Symlinks below the directory
  // are not followed.
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
