// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The directory of a disk cache on the disk:
//
//   DIR/lock            locked by the process that uses the cache
//   DIR/v1/HH/NAME      an extent; NAME has 32 hexadecimal digits, and begins
//                       with HH
//   DIR/v1/HH/NAME.tmp  an extent that is being written
//
// Files and directories can be used only by their owner.  The directory is
// opened once.  Later calls look up names below it and follow no symlinks, so
// they also work under Landlock.  All files of v1 can be deleted at any time,
// also with v1 itself.  Thread-safe, except for put().
#pragma once

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "mtscomp/base/directory.h"
#include "mtscomp/base/file_descriptor.h"
#include "source/disk_cache/files/extent_key.h"
#include "source/disk_cache/files/locked_directory.h"

namespace mtscomp {

struct OpenExtent {
  FileDescriptor file;
  struct stat status = {};
  std::string path;
};

class CacheDirectory {
 public:
  static constexpr unsigned kNumShelves = 256;  // Directories HH.

  // Calls open_locked_directory().
  explicit CacheDirectory(const std::string& path);

  const std::string& path() const { return root().path(); }

  // Opens the file of an extent.  Returns nothing if it does not exist.
  // Throws: std::system_error.
  std::optional<OpenExtent> open(const ExtentName& name) const;

  // Creates or replaces the file of an extent.  The file gets its name when it
  // is complete.  Only one thread may call this.
  // Throws: std::system_error.
  void put(const ExtentName& name, std::span<const std::byte> header,
           std::span<const std::byte> bytes) const;

  // Removes the file of an extent if it exists.  Throws: std::system_error.
  void remove(const ExtentName& name) const;

  // Opens DIR/v1/HH.  Returns nothing if it does not exist.
  // Throws: std::system_error.
  std::optional<Directory> shelf(unsigned number) const;

  // Calls statvfs(3).  Throws: std::system_error.
  struct statvfs usage() const;

 private:
  const Directory& root() const { return locked_.directory; }
  Directory make_shelf(unsigned number) const;
  Directory make_directory(const Directory& parent,
                           const std::string& name) const;

  LockedDirectory locked_;
};

// Returns the name of the temporary file of an extent.
std::string temporary_name(const ExtentName& name);

}  // namespace mtscomp
