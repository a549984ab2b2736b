// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The requests of a remote source to one kind of server.  Paths are relative to
// the archive, not encoded, without "." and "..".  Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "source/http/client/http_counters.h"
#include "source/http/listing/remote_listing.h"
#include "source/http/transfer/remote_version.h"
#include "source/http/transfer/request_limits.h"

namespace mtscomp {

class RemoteStore {
 public:
  RemoteStore() = default;
  RemoteStore(const RemoteStore&) = delete;
  RemoteStore& operator=(const RemoteStore&) = delete;
  virtual ~RemoteStore() = default;

  // Returns the address of the archive, without credentials and without a '/'
  // at its end.
  virtual const std::string& name() const = 0;

  // list(), version() and read() wait for the server, and throw the exceptions
  // of HttpClient (client/http_client.h).

  // Returns the content of a directory; "" is the archive itself.
  // Throws: std::system_error, with ENOENT or ENOTDIR if there is no such
  // directory, and EACCES if the server does not list it; FormatError if the
  // answer is no complete listing.
  virtual RemoteListing list(const std::string& directory,
                             const std::stop_token& stop) const = 0;

  // Returns version and size of a file.
  // Throws: std::system_error, with EIO if the server does not tell the size.
  virtual RemoteVersion version(const std::string& file,
                                const std::stop_token& stop) const = 0;

  // See HttpClient::read_range().
  virtual RemoteVersion read(const std::string& file, std::uint64_t offset,
                             std::span<std::byte> bytes,
                             const std::optional<RemoteVersion>& pinned,
                             const RequestLimits& limits) const = 0;

  virtual HttpCounters counters() const = 0;

  // Call this if the user asks for a new look at the server.  A store that
  // keeps a list of files reads it again.
  virtual void forget() const noexcept {}
};

}  // namespace mtscomp
