// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A directory that is held open.  Names are looked up in this very directory,
// even if its path is renamed or replaced by a symlink meanwhile.
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
  // The path comes from the user, so symlinks in it are followed; empty is the
  // current directory.  Throws: std::system_error.
  static Directory open(const std::string& path);

  // Opens a directory below this one; empty is this one.  No symlink is
  // followed, and the result is never outside.
  // Throws: std::system_error, with ELOOP or ENOTDIR for a symlink.
  Directory open_below(const std::string& relative) const;

  // For the *at() calls.  Opened with O_PATH.
  int get() const { return descriptor_->get(); }

  // The path it was opened by, for messages.
  const std::string& path() const { return path_; }
  std::string path_of(const std::string& name) const;

  // Opens a file of this directory with open(2)'s `flags`; a symlink fails with
  // ELOOP, and a FIFO does not wait for its writer.
  // Throws: std::system_error.
  FileDescriptor open_file(const std::string& name, int flags) const;

  // Like lstat(2); nothing if there is no such name.  Throws:
  // std::system_error.
  std::optional<struct stat> status(const std::string& name) const;

  // Like fstat(2) of the directory itself.  Throws: std::system_error.
  struct stat own_status() const;

  // Returns when the names in it are on the disk.  File systems that cannot
  // sync a directory are taken for synced.  Throws: std::system_error.
  void sync() const;

  // A descriptor that can be listed and synced.  Throws: std::system_error.
  FileDescriptor open_for_reading() const;

 private:
  Directory(std::string path, FileDescriptor descriptor);

  std::string path_;
  std::shared_ptr<const FileDescriptor> descriptor_;
};

}  // namespace mtscomp
