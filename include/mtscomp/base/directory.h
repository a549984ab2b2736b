// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A directory that is held open.  Names are looked up in this directory, even
// if its path is renamed or replaced by a symlink meanwhile.
//
// Copies share the descriptor.  Thread-safe.
#pragma once

#include <sys/stat.h>

#include <memory>
#include <optional>
#include <string>

#include "mtscomp/base/export.h"
#include "mtscomp/base/file_descriptor.h"

namespace MTSCOMP_API mtscomp {

class Directory {
 public:
  // Opens a path from the user.  Symlinks in it are followed.  An empty path is
  // the current directory.  Throws: std::system_error.
  static Directory open(const std::string& path);

  // Opens a directory below this one.  An empty path is this directory.  No
  // symlink is followed, and the result is never outside of this directory.
  // Throws: std::system_error, with ELOOP or ENOTDIR for a symlink.
  Directory open_below(const std::string& relative) const;

  // The descriptor, for the *at() calls.  It was opened with O_PATH.
  int get() const { return descriptor_->get(); }

  // The path that was opened, for messages.
  const std::string& path() const { return path_; }
  std::string path_of(const std::string& name) const;

  // Opens a file in this directory with open(2)'s `flags`.  A symlink fails
  // with ELOOP.  Opening a FIFO does not wait for a writer.
  // Throws: std::system_error.
  FileDescriptor open_file(const std::string& name, int flags) const;

  // Like lstat(2); nothing if the name does not exist.
  // Throws: std::system_error.
  std::optional<struct stat> status(const std::string& name) const;

  // Like fstat(2) of the directory itself.  Throws: std::system_error.
  struct stat own_status() const;

  // Writes the names in the directory to the disk.  Does nothing on file
  // systems that cannot sync a directory.  Throws: std::system_error.
  void sync() const;

  // A descriptor that can be listed and synced.  Throws: std::system_error.
  FileDescriptor open_for_reading() const;

 private:
  Directory(std::string path, FileDescriptor descriptor);

  std::string path_;
  std::shared_ptr<const FileDescriptor> descriptor_;
};

}  // namespace mtscomp
