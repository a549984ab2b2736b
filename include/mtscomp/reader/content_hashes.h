// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Caches the SHA-1s of open files.  The key is the identity of the file
// (device, inode, size, times).  Not thread-safe.
#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <string>

#include "mtscomp/base/export.h"
#include "mtscomp/base/file_identity.h"
#include "mtscomp/source/source_file.h"

namespace MTSCOMP_API mtscomp {

class ContentHashes {
 public:
  // Maximum number of cached hashes.  When the cache is full, it drops all
  // hashes.
  static constexpr std::size_t kCapacity = 1000;

  // If `stop` becomes true, hashing ends early with an error.
  // Requires: `stop` outlives this object.
  explicit ContentHashes(const std::atomic<bool>& stop) : stop_(stop) {}

  // Returns the SHA-1 of the file.  Reads the whole file, unless the SHA-1 is
  // cached.  Returns nothing if the file does not have this `identity`, or if
  // its identity changes during the read.  `name` names the file in messages.
  // Throws: std::system_error, with EINTR if `stop` became true.
  std::optional<std::string> find_or_hash(const SourceFile& file,
                                          const FileIdentity& identity,
                                          const std::string& name);

 private:
  std::optional<std::string> hash(const SourceFile& file,
                                  const FileIdentity& identity,
                                  const std::string& name) const;

  const std::atomic<bool>& stop_;
  std::map<FileIdentity, std::string> known_;
};

}  // namespace mtscomp
