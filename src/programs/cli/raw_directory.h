// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The directory of mtscomp-verify --raw-dir: a tree of plain files, whose pairs
// are in the same places of another tree.
#pragma once

#include <optional>
#include <string>

#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

class RawDirectory {
 public:
  // A missing directory is an error: no plain file would be found, and no
  // message would say why.
  // Throws: std::system_error.
  explicit RawDirectory(const std::string& path);

  // Sets the plain file of the pair, and its .meta unless it has one.  Returns
  // the reason if one of them cannot be reached, for example through a symlink:
  // below the directory none is followed.
  std::optional<std::string> find(RecordingFiles& files) const;

  // Opens a file by the path that find() gave it, below the directory and
  // without following symlinks.  Throws: std::system_error.
  FileDescriptor open(const std::string& path) const;

 private:
  bool is_regular_file(const std::string& path,
                       std::optional<std::string>& problem) const;
  FileDescriptor open_with(const std::string& path, int flags) const;

  std::string path_;  // Absolute, with a slash at the end.
  FileDescriptor directory_;
};

}  // namespace mtscomp
