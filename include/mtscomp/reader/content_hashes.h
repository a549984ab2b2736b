// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Cache of SHA-1s of open files, by the file's identity (inode, size, times).
// Not thread-safe.
#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <string>

#include "mtscomp/base/export.h"
#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/file_identity.h"

namespace MTSCOMP_API mtscomp {

class ContentHashes {
 public:
  // Maximum number of hashes; when it is reached, all are dropped.
  static constexpr std::size_t kCapacity = 1000;

  // If `stop` becomes true, hashing ends early with an error.
  // Requires: `stop` outlives this.
  explicit ContentHashes(const std::atomic<bool>& stop) : stop_(stop) {}

  // The SHA-1 of the file while it has this `identity`.  Reads the whole file,
  // unless the hash is cached.  Returns nothing if the identity is another or
  // changes during the read.  `name` is for messages.
  // Throws: std::system_error, with EINTR if stopped.
  std::optional<std::string> find_or_hash(const FileDescriptor& file,
                                          const FileIdentity& identity,
                                          const std::string& name);

 private:
  std::optional<std::string> hash(const FileDescriptor& file,
                                  const FileIdentity& identity,
                                  const std::string& name) const;

  const std::atomic<bool>& stop_;
  std::map<FileIdentity, std::string> known_;
};

}  // namespace mtscomp
