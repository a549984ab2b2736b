// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One open directory of the source: its entries and their status.  source_tree
// decides which entries the mount shows.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mtscomp/base/file_descriptor.h"
#include "source/local/local_root.h"

namespace mtscomp {

struct SourceEntry {
  std::string name;
  std::uint64_t inode = 0;
  mode_t type = 0;  // S_IFREG, S_IFDIR, ...; 0 if the type is unknown.
};

// Status of a member of a pair.  The member is a regular file in the directory,
// or the target of a link in the directory.
struct MemberStatus {
  struct stat status = {};
  // Permission bits.  The bits of a class (owner, group or others) are set if
  // this class may search all directories between the link and the file.  If
  // the entry is not a link, or if LocalSourceOptions::respect_acls is false,
  // all bits are set.
  mode_t reach = S_IRWXU | S_IRWXG | S_IRWXO;
};

class LocalDirectory {
 public:
  // Opens the directory at `path`, which is relative to `root`.  The path of
  // the root is empty.
  // Requires: `root` must outlive this object.
  // Throws: std::system_error.
  LocalDirectory(const LocalRoot& root, std::string path);

  const std::string& path() const { return path_; }
  // Returns the status of the directory when it was opened.
  const struct stat& own_status() const { return own_status_; }
  std::uint64_t device() const { return own_status_.st_dev; }

  // Returns the path of an entry, relative to the root.
  std::string path_of(const std::string& name) const;

  // Returns all entries except ".", ".." and mounts of mtscompfs.
  // Throws: std::system_error.
  std::vector<SourceEntry> entries() const;

  // Returns the status of the entry.  Does not follow symlinks.  Returns
  // nothing if there is no such entry, or if the entry is a mount of mtscompfs.
  // Throws: std::system_error.
  std::optional<struct stat> status(const std::string& name) const;

  // Returns the status of the regular file `name`.  If the entry is a link,
  // returns the status of the link's target.  Returns nothing if there is no
  // regular file.  The permissions are limited to MemberStatus::reach.
  // Throws: std::system_error.
  std::optional<MemberStatus> file_status(const std::string& name) const;

 private:
  MemberStatus follow(const std::string& name) const;

  const LocalRoot& root_;
  std::string path_;
  FileDescriptor directory_;
  struct stat own_status_ = {};
};

// Opens a regular file of the source for reading, like
// LocalRoot::open_member(), but never a FIFO, socket or device.
// Throws: std::system_error, with EINVAL if the file is not a regular file.
FileDescriptor open_source_file(const LocalRoot& root, const std::string& path);

// Returns the status of the file at `path`.  Does not follow symlinks.
// Throws: std::system_error.
struct stat source_status(const LocalRoot& root, const std::string& path);

// Returns the status of an open file.  If LocalSourceOptions::respect_acls is
// true, the permissions are limited by the ACL of the file.  `path` is used in
// messages.
// Throws: std::system_error.
struct stat source_status(const LocalRoot& root, const FileDescriptor& file,
                          const std::string& path);

}  // namespace mtscomp
