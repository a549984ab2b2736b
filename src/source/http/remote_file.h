// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An open file on a server.  Each read is one request for its range, or one for
// each part of it (ReadLimits::n_connections).  All bytes are of the version
// that the file had when it was opened: if the server has another version,
// reads fail with EIO, and if the file is gone, with ESTALE.
//
// Reads of 64 KiB to 64 MiB, and of whole files up to this size, go through the
// disk cache.  Each such extent is one entry: a chunk, a header, or a piece of
// a plain file as the kernel reads it.  Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "mtscomp/base/mutex.h"
#include "mtscomp/source/source_file.h"
#include "source/http/remote_archive.h"

namespace mtscomp {

class RemoteFile : public SourceFile {
 public:
  // `path` is relative to the archive.
  RemoteFile(std::shared_ptr<const RemoteArchive> archive, std::string path,
             const RemoteNode& node);

  // Returns the status that the file had when it was opened.
  struct stat status(std::string_view /*name*/) const override {
    return status_;
  }
  std::size_t read_up_to(std::uint64_t offset, std::span<std::byte> bytes,
                         std::string_view name) const override {
    return read_within({}, offset, bytes, name);
  }
  std::size_t read_within(const ReadLimits& limits, std::uint64_t offset,
                          std::span<std::byte> bytes,
                          std::string_view name) const override;
  const FileDescriptor* descriptor() const override { return nullptr; }

 private:
  void fetch(const ReadLimits& limits, std::uint64_t offset,
             std::span<std::byte> bytes, std::string_view name) const;
  std::optional<DiskCacheKey> cache_key(std::uint64_t offset,
                                        std::size_t size) const;
  RemoteVersion version() const;
  void complete_version(const RemoteVersion& answer) const;
  [[noreturn]] void refuse_version() const;

  const std::shared_ptr<const RemoteArchive> archive_;
  const std::string path_;
  const struct stat status_;
  mutable Mutex mutex_;
  // A listing can lack a part of the version.  The first answer adds it.
  mutable RemoteVersion version_ GUARDED_BY(mutex_);
  mutable bool is_complete_ GUARDED_BY(mutex_) = false;
  // The version in the key of the disk cache.  Empty until the version has an
  // ETag or a time.
  mutable std::string cache_version_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
