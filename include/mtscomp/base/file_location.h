// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The place of a file that exists or will be created: a name in an open
// directory.
//
// The constructor opens the directory.  All later calls look up the name in
// this open directory, so later renames and new symlinks in the path of the
// directory have no effect.
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
  // Opens the directory that contains the file at a path from the user.
  // open_for_reading() and status() follow a symlink.  These two constructors
  // are not explicit, so callers can pass a path.
  // Throws: std::system_error if the directory cannot be opened.
  FileLocation(const std::string& path);  // NOLINT(google-explicit-constructor)
  FileLocation(const char* path);         // NOLINT(google-explicit-constructor)

  // Makes the location of the file `name` in an open directory.  `last` says
  // whether open_for_reading() and status() follow a symlink.
  FileLocation(Directory directory, std::string name,
               LastSymlink last = LastSymlink::kRefuse);

  const Directory& directory() const { return directory_; }
  const std::string& name() const { return name_; }
  // Returns the path, for messages.
  std::string path() const { return directory_.path_of(name_); }
  // Returns the location of another name in the same directory.  The new
  // location does not follow symlinks.
  FileLocation sibling(std::string name) const;
  // Returns the location of another name in the same directory.  Used for
  // companion files such as a header.  The new location follows symlinks if
  // this location follows symlinks.
  FileLocation neighbour(std::string name) const;

  // Opens the file.
  // Throws: std::system_error, with ELOOP if the file is a symlink and this
  // location does not follow symlinks.
  FileDescriptor open_for_reading() const;
  // Returns the status of the file that open_for_reading() would open, or
  // nothing if this file does not exist.
  // Throws: std::system_error.
  std::optional<struct stat> status() const;

  // Returns true if the name exists, even as a dangling symlink.
  // Throws: std::system_error.
  bool is_there() const;

  // Removes the file if it exists.  Throws: std::system_error.
  void remove() const;

 private:
  Directory directory_;
  std::string name_;
  LastSymlink last_;
};

// Returns true if the path exists, even as a dangling symlink.
// Throws: std::system_error.
bool is_there(const std::string& path);

// Renames a file.  If the new name exists already, the renamed file replaces
// that file.
// Throws: std::system_error.
void rename_file(const FileLocation& from, const FileLocation& to);

// Renames a file and returns true.  If `to` exists, does nothing and returns
// false.  If the file system supports neither RENAME_NOREPLACE nor hard links,
// there is a small risk: a file `to` that another process creates at the same
// moment can be replaced.
// Throws: std::system_error, with ENOENT if `from` does not exist.
bool rename_without_replacing(const FileLocation& from, const FileLocation& to);

}  // namespace mtscomp
