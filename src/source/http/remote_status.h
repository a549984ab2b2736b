// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Makes the status of files and directories on servers.
//
//   device          a hash of the source's name
//   inode number    of a file: a hash of path and version, so a replaced file
//                   has another number; of a directory: a hash of the path
//   mode            0444 and 0555
//   owner, group    those of this process
//   times           of the last change, in whole seconds.  Servers seldom tell
//                   the times of directories.  Unknown times are the time when
//                   this object was made, so they do not change
//
// Numbers are the same in every process.  Immutable.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "source/http/transfer/http_date.h"
#include "source/http/transfer/remote_version.h"

namespace mtscomp {

class RemoteStatus {
 public:
  explicit RemoteStatus(std::string_view source_name);

  struct stat of_directory(std::string_view path,
                           std::optional<HttpTime> modified) const;

  // `n_changes` is the number of changes of the file that its version does not
  // show.
  // Requires: the version must have a size.
  // Throws: std::system_error with EOVERFLOW if the size is above 2^63 - 1.
  struct stat of_file(const std::string& path, const RemoteVersion& version,
                      std::uint64_t n_changes) const;

  // Inode numbers, as the two functions above return them.
  static std::uint64_t inode_of_directory(std::string_view path);
  static std::uint64_t inode_of_file(std::string_view path,
                                     const RemoteVersion& version,
                                     std::uint64_t n_changes);

 private:
  struct stat make(std::uint64_t inode, mode_t mode,
                   std::optional<HttpTime> modified) const;

  std::uint64_t device_;
  uid_t owner_;
  gid_t group_;
  HttpTime start_;
};

}  // namespace mtscomp
