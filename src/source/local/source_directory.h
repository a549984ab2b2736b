// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One open directory of the source: its entries and their status.  No rules
// about what is shown; those are source_tree's.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mtscomp/base/file_descriptor.h"
#include "source/local/source_root.h"

namespace mtscomp {

struct SourceEntry {
  std::string name;
  std::uint64_t inode = 0;
  mode_t type = 0;  // S_IFREG, S_IFDIR, ...; 0 if the file system does not say.
};

// A member of a pair: a regular file of the directory, or one that a link there
// leads to.
struct MemberStatus {
  struct stat status = {};
  // Permission bits of those classes of the file that may search all
  // directories between the link and the file; all bits unless it is a link and
  // the root respects ACLs.
  mode_t reach = S_IRWXU | S_IRWXG | S_IRWXO;
};

class SourceDirectory {
 public:
  // `path` is relative to `root`; empty for the root itself.
  // Requires: `root` outlives this.  Throws: std::system_error.
  SourceDirectory(const SourceRoot& root, std::string path);

  const std::string& path() const { return path_; }
  // Of the directory, when it was opened.
  const struct stat& own_status() const { return own_status_; }
  std::uint64_t device() const { return own_status_.st_dev; }

  // Relative to the root.
  std::string path_of(const std::string& name) const;

  // All entries but "." and "..".  Throws: std::system_error.
  std::vector<SourceEntry> entries() const;

  // Of the entry itself, a symlink's included; nothing if there is none.
  // Throws: std::system_error.
  std::optional<struct stat> status(const std::string& name) const;

  // Status of the regular file that the entry is or leads to; nothing if there
  // is none. The permissions are within MemberStatus::reach. Throws:
  // std::system_error.
  std::optional<MemberStatus> file_status(const std::string& name) const;

 private:
  MemberStatus follow(const std::string& name) const;

  const SourceRoot& root_;
  std::string path_;
  FileDescriptor directory_;
  struct stat own_status_ = {};
};

// Opens a regular file of the source for reading, as SourceRoot::open_member()
// does; never a FIFO, socket or device.
// Throws: std::system_error, with EINVAL if it is not a regular file.
FileDescriptor open_source_file(const SourceRoot& root,
                                const std::string& path);

// The status of what `path` is, a symlink included.
// Throws: std::system_error.
struct stat source_status(const SourceRoot& root, const std::string& path);

// The same of what is open, with permissions that its ACL grants, where the
// root respects them.
struct stat source_status(const SourceRoot& root, const FileDescriptor& file,
                          const std::string& path);

}  // namespace mtscomp
