// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads files and listings from one server.  Sends each request until it
// succeeds, fails for good, or the retry budget is used up.  Thread-safe: each
// call blocks its thread, and uses one connection.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "source/http/client/http_counters.h"
#include "source/http/client/request_authority.h"
#include "source/http/client/server_return.h"
#include "source/http/transfer/http_message.h"
#include "source/http/transfer/remote_version.h"
#include "source/http/transfer/request_limits.h"
#include "source/http/transfer/retry.h"
#include "source/http/transfer/version_changed_error.h"

namespace mtscomp {

struct HttpClientOptions {
  std::size_t n_connections = 16;  // Requests that run at once.
  RetryPolicy retry;
  // A transfer of less than 1 KiB/s for this time is cut and retried.
  std::chrono::seconds stall_time{30};
  std::string ca_file;  // PEM.  Empty: the certificates of the system.
  // Passwords of servers, in the format of ftp(1).  Empty: none.  Only the
  // owner may be able to read the file.
  std::string netrc_file;
  VersionBasis version_basis = VersionBasis::kEtag;
};

// A whole body, such as a listing.
struct HttpDocument {
  std::string body;
  std::string content_type;  // In lower case, without parameters.
  Url url;                   // After redirects.
  RemoteVersion version;
};

class AnswerReader;
class ConnectionPool;

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
  // Sends nothing.
  // Requires: `authority` outlives this object.
  // Throws: UsageError if the netrc file or the file of certificates cannot be
  // used.
  HttpClient(const HttpClientOptions& options, RequestAuthority& authority);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  // Fills `bytes` with the bytes of the file from `offset` on.  If `pinned` is
  // given, the bytes are of this version.  Returns the version of the file,
  // with its size.  After an exception, `bytes` can have any content.
  // Requires: `bytes` must not be empty.  If `offset` + size is more than the
  // file's size, the call throws VersionChangedError.
  RemoteVersion read_range(const Url& url, std::uint64_t offset,
                           std::span<std::byte> bytes,
                           const std::optional<RemoteVersion>& pinned,
                           const RequestLimits& limits);

  // Returns the body of at most `max_size` bytes.
  HttpDocument read_all(const Url& url, std::size_t max_size,
                        const std::stop_token& stop);

  // Returns version and size of a file.  The size is missing if the server
  // does not tell it.
  RemoteVersion read_version(const Url& url, const std::stop_token& stop);

  HttpCounters counters() const { return counting_.counters(); }

 private:
  // Returns the URL after redirects.
  Url run(const HttpRequest& request, AnswerReader& reader,
          const RequestLimits& limits);

  const HttpClientOptions options_;
  RequestAuthority& authority_;
  HttpCounting counting_;
  ServerReturn server_return_;
  std::unique_ptr<ConnectionPool> pool_;
};

}  // namespace mtscomp
