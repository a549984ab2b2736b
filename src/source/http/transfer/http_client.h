// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads files and listings from one server.  Sends each request until it
// succeeds, fails for good, or the retry budget is used up.  Thread-safe: each
// call blocks its thread, and uses one connection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <system_error>

#include "mtscomp/format/chunk_table.h"
#include "source/http/transfer/http_message.h"
#include "source/http/transfer/remote_version.h"
#include "source/http/transfer/retry.h"

namespace mtscomp {

// The file on the server is another version than the one that was asked for.
class VersionChangedError : public std::system_error {
 public:
  using std::system_error::system_error;
};

struct HttpClientOptions {
  std::size_t n_connections = 16;  // Requests that run at once.
  RetryPolicy retry;
  std::string ca_file;  // PEM.  Empty: the certificates of the system.
  VersionBasis version_basis = VersionBasis::kEtag;
};

// A whole body, such as a listing.
struct HttpDocument {
  std::string body;
  std::string content_type;  // In lower case, without parameters.
  Url url;                   // After redirects.
  RemoteVersion version;
};

class RequestAuthority;  // Signs requests; see request_authority.h.

// All functions that send requests throw:
//   std::system_error    ENOENT if the file does not exist (404, 410);
//                        EACCES if access is refused; ETIMEDOUT if the retry
//                        budget is used up; ECANCELED after a stop request; EIO
//                        for all other failures
//   VersionChangedError  with EIO
//   UnsupportedError     if a body is longer than allowed
// Messages name the URL without its query.
class HttpClient {
 public:
  // Requires: `authority` outlives this object.
  HttpClient(const HttpClientOptions& options, RequestAuthority& authority);
  ~HttpClient();

  // Fills `bytes` with the bytes of the file from `offset` on.  If `pinned` is
  // given, the bytes are of this version.  Returns the version of the file,
  // with its size.
  // Requires: `bytes` must not be empty.  If `offset` + size is more than the
  // file's size, the call throws VersionChangedError.
  RemoteVersion read_range(const Url& url, std::uint64_t offset,
                           std::span<std::byte> bytes,
                           const std::optional<RemoteVersion>& pinned,
                           const std::stop_token& stop);

  // Returns the body of at most `max_size` bytes.
  HttpDocument read_all(const Url& url, std::size_t max_size,
                        const std::stop_token& stop);

  // Returns version and size of a file.  The size is missing if the server
  // does not tell it.
  RemoteVersion read_version(const Url& url, const std::stop_token& stop);
};

}  // namespace mtscomp
