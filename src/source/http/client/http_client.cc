// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/http_client.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "mtscomp/base/error.h"
#include "source/http/client/answers/document_reader.h"
#include "source/http/client/answers/range_reader.h"
#include "source/http/client/connection_pool.h"
#include "source/http/client/http_exchange.h"
#include "source/http/client/netrc.h"

namespace mtscomp {
namespace {

void check_files(const HttpClientOptions& options) {
  if (!options.ca_file.empty() &&
      ::access(options.ca_file.c_str(), R_OK) != 0) {
    throw UsageError(options.ca_file +
                     ": cannot read the file of certificates: " +
                     std::generic_category().message(errno));
  }
  if (!options.netrc_file.empty()) {
    check_netrc(options.netrc_file);
  }
}

// Without this header, servers may compress their answers (RFC 9110, section
// 12.5.3).
HttpRequest make_request(const std::string& method, const Url& url) {
  return {.method = method,
          .url = url,
          .headers = {{.name = "Accept-Encoding", .value = "identity"}}};
}

bool is_failure(int error_number) {
  return error_number != ENOENT && error_number != ECANCELED;
}

}  // namespace

HttpClient::HttpClient(const HttpClientOptions& options,
                       RequestAuthority& authority)
    : options_(options), authority_(authority) {
  check_files(options);
  pool_ = std::make_unique<ConnectionPool>(
      ConnectionOptions{.ca_file = options.ca_file,
                        .netrc_file = options.netrc_file,
                        .stall_time = options.stall_time},
      options.n_connections);
}

HttpClient::~HttpClient() = default;

RemoteVersion HttpClient::read_range(const Url& url, std::uint64_t offset,
                                     std::span<std::byte> bytes,
                                     const std::optional<RemoteVersion>& pinned,
                                     const RequestLimits& limits) {
  HttpRequest request = make_request("GET", url);
  request.headers.push_back(
      {.name = "Range", .value = range_header(offset, bytes.size())});
  if (pinned) {
    if (const std::optional<Precondition> condition =
            precondition_of(*pinned)) {
      request.headers.push_back(
          {.name = condition->header, .value = condition->value});
    }
  }
  RangeReader reader(printable(url), offset, bytes, pinned,
                     options_.version_basis);
  run(request, reader, limits);
  return reader.version();
}

HttpDocument HttpClient::read_all(const Url& url, std::size_t max_size,
                                  const std::stop_token& stop) {
  DocumentReader reader(printable(url), max_size, options_.version_basis);
  Url last_url = run(make_request("GET", url), reader, {.stop = stop});
  return {.body = reader.take_body(),
          .content_type = reader.content_type(),
          .url = std::move(last_url),
          .version = reader.version()};
}

RemoteVersion HttpClient::read_version(const Url& url,
                                       const std::stop_token& stop) {
  VersionReader reader(options_.version_basis);
  run(make_request("HEAD", url), reader, {.stop = stop});
  return reader.version();
}

Url HttpClient::run(const HttpRequest& request, AnswerReader& reader,
                    const RequestLimits& limits) {
  const HttpEnvironment environment = {.pool = *pool_,
                                       .authority = authority_,
                                       .counting = counting_,
                                       .server_return = server_return_};
  try {
    return HttpExchange(environment, options_.retry, request, reader, limits)
        .run();
  } catch (const std::system_error& error) {
    if (is_failure(error.code().value())) {
      counting_.count_failure();
    }
    throw;
  }
}

}  // namespace mtscomp
