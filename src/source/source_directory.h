// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One open directory of a source: its entries and their status.  The view
// (filesystem/view) decides which entries the mount shows.  Thread-safe.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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
  // the entry is not a link, or if Source::respects_acls() is false, all bits
  // are set.
  mode_t reach = S_IRWXU | S_IRWXG | S_IRWXO;
};

class SourceDirectory {
 public:
  SourceDirectory(const SourceDirectory&) = delete;
  SourceDirectory& operator=(const SourceDirectory&) = delete;
  virtual ~SourceDirectory() = default;

  // Returns the path of the directory, relative to the source.  The path of the
  // source is empty.
  const std::string& path() const { return path_; }
  // Returns the status of the directory when it was opened.
  const struct stat& own_status() const { return own_status_; }
  std::uint64_t device() const { return own_status_.st_dev; }

  // Returns the path of an entry, relative to the source.
  std::string path_of(const std::string& name) const;

  // Returns all entries that the view may show, in any order.  "." and ".." are
  // left out.
  // Throws: std::system_error.
  virtual std::vector<SourceEntry> entries() const = 0;

  // Returns the status of the entry.  Does not follow symlinks.  Returns
  // nothing if entries() does not return the name.
  // Throws: std::system_error.
  virtual std::optional<struct stat> status(const std::string& name) const = 0;

  // Returns the status of the regular file `name`.  If the entry is a link,
  // returns the status of the link's target.  Returns nothing if there is no
  // regular file.  The permissions are limited to MemberStatus::reach.
  // Throws: std::system_error.
  virtual std::optional<MemberStatus> file_status(
      const std::string& name) const = 0;

 protected:
  SourceDirectory(std::string path, const struct stat& own_status)
      : path_(std::move(path)), own_status_(own_status) {}

 private:
  std::string path_;
  struct stat own_status_;
};

}  // namespace mtscomp
