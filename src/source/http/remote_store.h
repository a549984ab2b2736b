// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What a remote source needs from a kind of server.  Paths are relative to the
// archive, not encoded, without "." and "..".  Thread-safe; every function but
// name() may wait for the server.  Throws: see HttpClient.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "source/http/listing/remote_listing.h"
#include "source/http/transfer/remote_version.h"

namespace mtscomp {

class RemoteStore {
 public:
  RemoteStore() = default;
  RemoteStore(const RemoteStore&) = delete;
  RemoteStore& operator=(const RemoteStore&) = delete;
  virtual ~RemoteStore() = default;

  // Returns the address of the archive, without credentials.
  virtual const std::string& name() const = 0;

  // Returns the content of a directory.
  // Throws: std::system_error with ENOENT or ENOTDIR if there is none.
  virtual RemoteListing list(const std::string& directory,
                             const std::stop_token& stop) const = 0;

  // Returns version and size of a file.
  virtual RemoteVersion version(const std::string& file,
                                const std::stop_token& stop) const = 0;

  // See HttpClient::read_range().
  virtual RemoteVersion read(const std::string& file, std::uint64_t offset,
                             std::span<std::byte> bytes,
                             const std::optional<RemoteVersion>& pinned,
                             const std::stop_token& stop) const = 0;
};

}  // namespace mtscomp
