// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/s3_authority.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <utility>
#include <variant>

#include "mtscomp/base/error.h"
#include "source/http/transfer/answer_class.h"
#include "source/http/url/percent_encoding.h"
#include "source/http/url/url_parts.h"
#include "source/s3/aws_region.h"
#include "source/s3/credentials/credential_process.h"
#include "source/s3/list_objects.h"
#include "source/s3/sigv4.h"

namespace mtscomp {
namespace {

HttpTime utc_now() { return std::chrono::system_clock::now(); }

// The header Host as clients send it.
std::string host_header(const Url& url) {
  return url.port == default_port_of(url.scheme)
             ? url.host
             : fmt::format("{}:{}", url.host, url.port);
}

QueryParameters decode_query(std::string_view query) {
  QueryParameters parameters;
  while (!query.empty()) {
    const std::string_view part = query.substr(0, query.find('&'));
    const std::size_t equals = std::min(part.find('='), part.size());
    const std::string_view value =
        part.substr(std::min(equals + 1, part.size()));
    parameters.emplace_back(percent_decode(part.substr(0, equals)).value_or(""),
                            percent_decode(value).value_or(""));
    query.remove_prefix(std::min(part.size() + 1, query.size()));
  }
  return parameters;
}

std::string_view header_in(const HttpRequest& request, std::string_view name) {
  const auto found = std::find_if(
      request.headers.begin(), request.headers.end(),
      [name](const HttpHeader& header) { return header.name == name; });
  return found != request.headers.end() ? found->value : std::string_view();
}

// The region that an answer names, or an empty text.
std::string region_in(const HttpAnswer& answer, std::string_view body) {
  std::string header(answer.header("x-amz-bucket-region"));
  if (is_region(header)) {
    return header;
  }
  const std::optional<S3Error> error = parse_s3_error(body);
  return error && is_region(error->region) ? error->region : std::string();
}

// Errors of credentials come as exceptions of several kinds.
template <typename Function>
auto with_access_errors(const Function& function) {
  try {
    return function();
  } catch (const UsageError& error) {
    throw_system_error(EACCES, error.what());
  }
}

}  // namespace

S3Authority::S3Authority(S3Endpoint endpoint, S3Access access)
    : endpoint_(std::move(endpoint)),
      is_requester_payer_(access.is_requester_payer),
      is_anonymous_(
          std::holds_alternative<AnonymousAccess>(access.credentials)),
      credentials_(std::move(access.credentials),
                   [](const CredentialProcess& process) {
                     return run_credential_process(process.command,
                                                   process.place);
                   }),
      region_(access.region.value_or("us-east-1")) {}

std::string S3Authority::region() const {
  const MutexLock lock(mutex_);
  return region_;
}

void S3Authority::prepare(HttpRequest& request) {
  const std::string region = this->region();
  endpoint_.move_to(region, request.url);
  std::vector<HttpHeader> added;
  if (is_requester_payer_) {
    added.push_back({"x-amz-request-payer", "requester"});
  }
  const HttpTime now = utc_now();
  const std::optional<S3Credentials> credentials =
      with_access_errors([&] { return credentials_.get(now); });
  if (credentials) {
    SignedParts parts = {.method = request.method,
                         .path = percent_decode(request.url.path).value_or("/"),
                         .query = decode_query(request.url.query),
                         .headers = added};
    // A redirect can have another form.
    request.url.query = canonical_query(parts.query);
    parts.headers.push_back({"Host", host_header(request.url)});
    const std::vector<HttpHeader> signature =
        sign_s3_request(std::move(parts), *credentials, region, now);
    added.insert(added.end(), signature.begin(), signature.end());
  }
  request.headers.insert(request.headers.end(), added.begin(), added.end());
}

ServerError S3Authority::read_error(std::string_view body) const {
  // A listing can be long, and is parsed by its reader.
  constexpr std::size_t kStart = 1024;
  if (body.substr(0, kStart).find("<Error") == std::string_view::npos) {
    return {};
  }
  const std::optional<S3Error> error = parse_s3_error(body);
  return error ? ServerError{.code = error->code, .message = error->message}
               : ServerError();
}

bool S3Authority::repair(const HttpRequest& sent, const HttpAnswer& answer,
                         std::string_view body) {
  const std::string region = region_in(answer, body);
  if (!region.empty() && learn_region(sent, region)) {
    return true;
  }
  // An answer to HEAD has no body, so status 400 can be an expired token.
  const bool can_be_expired = answer.status == 400 && body.empty();
  return (can_be_expired ||
          classify_answer(answer.status, read_error(body).code) ==
              AnswerClass::kRefreshCredentials) &&
         with_access_errors([&] { return refresh(sent); });
}

// Returns true if `sent` was for another region.
bool S3Authority::learn_region(const HttpRequest& sent,
                               const std::string& region) {
  Url url = sent.url;
  endpoint_.move_to(region, url);
  const std::string_view signature = header_in(sent, "Authorization");
  const bool was_signed_for_region =
      signature.empty() ||
      signature.find(fmt::format("/{}/s3/", region)) != std::string_view::npos;
  if (url == sent.url && was_signed_for_region) {
    return false;
  }
  const MutexLock lock(mutex_);
  region_ = region;
  return true;
}

bool S3Authority::refresh(const HttpRequest& sent) {
  const HttpTime now = utc_now();
  const std::optional<S3Credentials> credentials = credentials_.get(now);
  if (!credentials) {
    return false;
  }
  const bool is_refused =
      header_in(sent, "x-amz-security-token") == credentials->session_token &&
      header_in(sent, "Authorization")
              .find(fmt::format("Credential={}/", credentials->access_key)) !=
          std::string_view::npos;
  return !is_refused || credentials_.refresh(*credentials, now);
}

std::string S3Authority::advice() const {
  return is_anonymous_
             ? "no credentials were used; set AWS_PROFILE, or "
               "AWS_ACCESS_KEY_ID "
               "and AWS_SECRET_ACCESS_KEY"
             : "check the credentials, and the permissions of their user";
}

}  // namespace mtscomp
