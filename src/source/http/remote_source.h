// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An archive on a server.  This is the main header of the folder:
//
//   RemoteSource         the archive as a Source
//     RemoteDirectory    one open directory
//     RemoteFile         one open file
//     RemoteArchive      the state that the three above share
//       RemoteStatus     the status of a file, made from path and version
//       ListingCache     cached listings (cache/)
//     DiskCache          fetched bytes (source/disk_cache); optional
//   RemoteStore          the requests to one kind of server
//     WebStore           web servers: listings or a manifest
//     S3Store            S3 (source/s3)
//
// RemoteSource calls RemoteArchive, and RemoteArchive calls RemoteStore, which
// waits for the server.  Nothing calls back.  Look-ups and status need no
// request if the directory's listing is cached, except one HEAD request for
// each file whose listing does not tell its size.
//
// A name is gone (ENOENT) only if the server says so or if a complete listing
// lacks it.  Other failures are EIO, EACCES or ETIMEDOUT.  There are no
// symlinks.
#pragma once

#include <memory>
#include <string>

#include "source/http/remote_archive.h"
#include "source/source.h"

namespace mtscomp {

class RemoteSource : public Source {
 public:
  // Sends no request.
  RemoteSource(std::unique_ptr<RemoteStore> store,
               const RemoteSourceOptions& options,
               std::unique_ptr<DiskCache> disk_cache = nullptr);

  const std::string& name() const override { return archive_->name(); }
  bool respects_acls() const override { return false; }

  std::unique_ptr<const SourceDirectory> open_directory(
      const std::string& path) const override;
  // Asks the server for a name that no listing has, because servers do not list
  // all directories and names.
  SourceFilePtr open_file(const std::string& path) const override;
  struct stat status(const std::string& path) const override;
  struct stat open_file_status(const SourceFile& file,
                               const std::string& path) const override;
  std::string read_link(const std::string& path) const override;
  // Decides by the mode bits, which are the same for all users.
  void check_access(const std::string& path, int mode) const override;
  // Size and free space are 0, so df(1) shows the mount only if it is named.
  // Servers do not tell the size of an archive, and there is no free space.
  struct statvfs usage() const override;

  std::size_t n_parallel_calls() const override { return n_connections_; }
  void probe() const override;
  void forget() const noexcept override { archive_->forget(); }
  void stop() noexcept override { archive_->stop(); }
  std::optional<SourceCounters> counters() const override;

 private:
  const std::size_t n_connections_;
  // Open files share it.
  const std::shared_ptr<RemoteArchive> archive_;
};

}  // namespace mtscomp
