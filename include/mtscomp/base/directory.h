// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An open directory.  Names are looked up in this directory, even if another
// process renames the directory or replaces its path by a symlink.
//
// Copies of a Directory share one descriptor.  Thread-safe.
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
  // Opens the directory at a path from the user.  Symlinks in the path are
  // followed.  An empty path means the current directory.
  // Throws: std::system_error.
  static Directory open(const std::string& path);

  // Opens a directory below this one.  An empty path means this directory.
  // Symlinks are not followed, so the result is never outside of this
  // directory.  Throws: std::system_error, with ELOOP or ENOTDIR if `relative`
  // contains a symlink.
  Directory open_below(const std::string& relative) const;

  // Returns the descriptor, for system calls such as openat().  The descriptor
  // was opened with O_PATH.
  int get() const { return descriptor_->get(); }

  // Returns the path of this directory when it was opened.  Used in messages.
  const std::string& path() const { return path_; }
  std::string path_of(const std::string& name) const;

  // Opens a file in this directory with open(2)'s `flags`.  Opening a symlink
  // fails with ELOOP.  Opening a FIFO does not wait for a writer.
  // Throws: std::system_error.
  FileDescriptor open_file(const std::string& name, int flags) const;

  // Calls lstat(2) for a name in this directory.  Returns nothing if the name
  // does not exist.
  // Throws: std::system_error.
  std::optional<struct stat> status(const std::string& name) const;

  // Calls fstat(2) for this directory.  Throws: std::system_error.
  struct stat own_status() const;

  // Writes the names in the directory to the disk.  Does nothing if the file
  // system cannot sync directories.  Throws: std::system_error.
  void sync() const;

  // Opens this directory again, for reading.  The caller can list and sync the
  // directory through the returned descriptor.
  // Throws: std::system_error.
  FileDescriptor open_for_reading() const;

 private:
  Directory(std::string path, FileDescriptor descriptor);

  std::string path_;
  std::shared_ptr<const FileDescriptor> descriptor_;
};

// Whether both are the same directory, even if they have different paths.
// Throws: std::system_error.
bool is_same_directory(const Directory& a, const Directory& b);

}  // namespace mtscomp
