// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The place of a file that exists or will be created: a name in a directory
// that is held open.
//
// The path is resolved once, in the constructor.  All later calls use the name
// in that directory, so a rename or a symlink above it has no effect.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include "mtscomp/base/directory.h"
#include "mtscomp/base/export.h"
#include "mtscomp/base/file_descriptor.h"

namespace MTSCOMP_API mtscomp {

// Whether open_for_reading() and status() follow the name if it is a symlink.
enum class LastSymlink { kRefuse, kFollow };

class FileLocation {
 public:
  // Opens the directory of a path from the user.  open_for_reading() follows a
  // symlink.  Not explicit: callers can pass a path.
  // Throws: std::system_error if the directory cannot be opened.
  FileLocation(const std::string& path);  // NOLINT(google-explicit-constructor)
  FileLocation(const char* path);         // NOLINT(google-explicit-constructor)

  // A file that was found in a directory.
  FileLocation(Directory directory, std::string name,
               LastSymlink last = LastSymlink::kRefuse);

  const Directory& directory() const { return directory_; }
  const std::string& name() const { return name_; }
  // For messages.
  std::string path() const { return directory_.path_of(name_); }
  // Another name in the same directory.  A symlink is not followed.
  FileLocation sibling(std::string name) const;
  // Another name in the same directory.  A symlink is followed if this location
  // follows one: for companion files such as a header.
  FileLocation neighbour(std::string name) const;

  // Opens the file.
  // Throws: std::system_error, with ELOOP for a symlink that is not followed.
  FileDescriptor open_for_reading() const;
  // Status of the file that open_for_reading() opens; nothing if it does not
  // exist.
  // Throws: std::system_error.
  std::optional<struct stat> status() const;

  // Whether the name exists, even as a dangling symlink.
  // Throws: std::system_error.
  bool is_there() const;

  // Removes the file if it exists.  Throws: std::system_error.
  void remove() const;

 private:
  Directory directory_;
  std::string name_;
  LastSymlink last_;
};

// Whether the path exists, even as a dangling symlink.
// Throws: std::system_error.
bool is_there(const std::string& path);

// Renames a file within one directory and replaces any file of the new name.
// Throws: std::system_error.
void rename_file(const FileLocation& from, const FileLocation& to);

// Renames a file, or returns false if `to` exists.  On file systems that have
// neither RENAME_NOREPLACE nor hard links, a file that is created at the same
// moment may be replaced.
// Throws: std::system_error, with ENOENT if `from` does not exist.
bool rename_without_replacing(const FileLocation& from, const FileLocation& to);

}  // namespace mtscomp
