// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An archive: a tree of files and directories that can be read.  This is the
// main header of the module:
//
//   Source             the archive as a whole
//   SourceDirectory    one open directory
//   SourceFile         one open file (include/mtscomp/source/source_file.h)
//   local/             an archive that is a local directory
//   address/           addresses of archives on servers, and opening them
//   http/, s3/         archives on web servers and in S3
//   disk_cache/        fetched bytes on the local disk
//
// The view (filesystem/view) and the reader know only these three classes.
// Programs choose the source.  A source does not decide which names are shown,
// and caches no samples.
//
// Paths are relative to the archive, without "." and "..".  The path of the
// archive itself is empty.  Every function may wait for a disk or a server.
// Thread-safe.
#pragma once

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "mtscomp/source/source_file.h"
#include "source/source_counters.h"
#include "source/source_directory.h"

namespace mtscomp {

class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  // Returns the path or URL of the archive, without credentials, for messages.
  virtual const std::string& name() const = 0;

  // Returns true if reported modes are limited by POSIX ACLs and by the
  // directories through which a link leads, because the kernel checks
  // permissions with these modes only.
  virtual bool respects_acls() const = 0;

  // Opens a directory.  Follows no symlinks.
  // Throws: std::system_error.
  virtual std::unique_ptr<const SourceDirectory> open_directory(
      const std::string& path) const = 0;

  // Opens a regular file for reading, and follows symlinks to it.
  // Throws: std::system_error, with EINVAL if the file is not a regular file.
  virtual SourceFilePtr open_file(const std::string& path) const = 0;

  // Returns the current status of a file or directory.  Does not follow
  // symlinks.
  // Throws: std::system_error.
  virtual struct stat status(const std::string& path) const = 0;

  // Returns the current status of an open file, with the permissions that
  // status() reports.  SourceFile::status() is faster, but ignores ACLs.
  // `path` is used in messages.
  // Requires: this source opened the file.
  // Throws: std::system_error.
  virtual struct stat open_file_status(const SourceFile& file,
                                       const std::string& path) const = 0;

  // Returns the target of a symlink, unchanged.
  // Throws: std::system_error.
  virtual std::string read_link(const std::string& path) const = 0;

  // Calls access(2), or does the same for files that are not local.  `mode`
  // combines R_OK and X_OK.
  // Throws: std::system_error if access is refused.
  virtual void check_access(const std::string& path, int mode) const = 0;

  // Returns size and free space of the archive's file system.
  // Throws: std::system_error.
  virtual struct statvfs usage() const = 0;

  // Returns how many calls are worth making at the same time, on one thread
  // each.  A local disk answers one call as fast as several.
  virtual std::size_t n_parallel_calls() const { return 1; }

  // Checks that files can be read: lists directories and reads one byte of one
  // file, because some servers ignore ranges and would send whole files.  Call
  // it once before the source is used for a long time.  Does nothing for a
  // local source.
  // Throws: std::system_error.
  virtual void probe() const {}

  // Drops remembered listings, so later calls see changes on the server.
  // A local source remembers nothing.
  virtual void forget() const noexcept {}

  // Ends all calls that wait for a server, with ECANCELED.  Later calls that
  // would ask the server fail too.  Does nothing for a local source.
  virtual void stop() noexcept {}

  // Returns nothing for a local source.
  virtual std::optional<SourceCounters> counters() const {
    return std::nullopt;
  }
};

}  // namespace mtscomp
