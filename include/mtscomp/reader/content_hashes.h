// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The SHA-1 of open files, remembered by the state that the file was in.  Not
// thread-safe.
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
  // Remembered hashes, at most; all are dropped when there are more.
  static constexpr std::size_t kCapacity = 1000;

  // Hashing ends early, with an error, once `stop` is true.
  // Requires: `stop` outlives this.
  explicit ContentHashes(const std::atomic<bool>& stop) : stop_(stop) {}

  // The SHA-1 of the file in the state `identity`, read in full unless it is
  // remembered; nothing if the file leaves that state meanwhile.  `name` is for
  // messages.  Throws: std::system_error, with EINTR if it is stopped.
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
