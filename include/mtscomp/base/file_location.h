// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Where a file is, or will be: a name in a directory that is held open.
//
// A path is resolved once, when the location is made.  All later calls use the
// name in that directory, so a rename or a symlink above it changes nothing.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include "mtscomp/base/directory.h"
#include "mtscomp/base/export.h"
#include "mtscomp/base/file_descriptor.h"

namespace MTSCOMP_API mtscomp {

// Whether open_for_reading() and status() follow a symlink of the name itself.
enum class LastSymlink { kRefuse, kFollow };

class FileLocation {
 public:
  // A path from the user: its directory is opened, and open_for_reading()
  // follows a symlink.  Implicit, so that a path can be given as it is.
  // Throws: std::system_error if there is no such directory.
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
  // The same, but a symlink is followed if that of this location is: for files
  // that come with it.
  FileLocation neighbour(std::string name) const;

  // Throws: std::system_error, with ELOOP for a symlink that is not followed.
  FileDescriptor open_for_reading() const;
  // Status of the file that open_for_reading() opens; nothing if there is none.
  // Throws: std::system_error.
  std::optional<struct stat> status() const;

  // Whether there is any file of that name, even a symlink that leads nowhere.
  // Throws: std::system_error.
  bool is_there() const;

  // Does nothing if there is no such file.  Throws: std::system_error.
  void remove() const;

 private:
  Directory directory_;
  std::string name_;
  LastSymlink last_;
};

// Whether there is any file of that path, even a symlink that leads nowhere.
// Throws: std::system_error.
bool is_there(const std::string& path);

// Renames a file within one directory, replacing any file of that name.
// Throws: std::system_error.
void rename_file(const FileLocation& from, const FileLocation& to);

// Returns false, and renames nothing, if `to` is there already.  On file
// systems that have neither RENAME_NOREPLACE nor hard links, a file that
// appears at the same moment may be replaced.
// Throws: std::system_error, with ENOENT if `from` is not there.
bool rename_without_replacing(const FileLocation& from, const FileLocation& to);

}  // namespace mtscomp
