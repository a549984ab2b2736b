// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/sigv4.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "base/text/hex.h"
#include "base/text/lower_case.h"
#include "base/text/sha256.h"
#include "base/text/trim.h"
#include "source/http/url/percent_encoding.h"

namespace mtscomp {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

// Removes blanks at both ends, and all but one of several blanks.
std::string squeeze(std::string_view value) {
  std::string squeezed;
  for (const char c : trim(value)) {
    if (c != ' ' || !squeezed.ends_with(' ')) {
      squeezed += c;
    }
  }
  return squeezed;
}

// Names in lower case with their values, sorted; values of one name are joined
// in their order.
std::map<std::string, std::string> canonical_headers(
    const std::vector<HttpHeader>& headers) {
  std::map<std::string, std::string> canonical;
  for (const HttpHeader& header : headers) {
    const auto [entry, is_new] = canonical.try_emplace(
        to_lower_case(std::string_view(header.name)), squeeze(header.value));
    if (!is_new) {
      entry->second += ',' + squeeze(header.value);
    }
  }
  return canonical;
}

std::string join_names(const std::map<std::string, std::string>& headers) {
  std::string names;
  for (const auto& [name, value] : headers) {
    names += names.empty() ? name : ';' + name;
  }
  return names;
}

std::string date_of(HttpTime time) { return amz_date(time).substr(0, 8); }

std::string scope_text(const SigningScope& scope) {
  return fmt::format("{}/{}/{}/aws4_request", date_of(scope.time), scope.region,
                     scope.service);
}

std::span<const unsigned char> bytes_of(const std::string& text) {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

Sha256Digest signing_key(const std::string& secret_key,
                         const SigningScope& scope) {
  Sha256Digest key =
      hmac_sha256(bytes_of("AWS4" + secret_key), date_of(scope.time));
  for (const std::string_view part :
       {std::string_view(scope.region), std::string_view(scope.service),
        std::string_view("aws4_request")}) {
    key = hmac_sha256(key, part);
  }
  return key;
}

}  // namespace

std::string canonical_query(const QueryParameters& query) {
  std::vector<std::pair<std::string, std::string>> encoded;
  for (const auto& [name, value] : query) {
    encoded.emplace_back(percent_encode(name), percent_encode(value));
  }
  std::sort(encoded.begin(), encoded.end());
  std::string text;
  for (const auto& [name, value] : encoded) {
    text += fmt::format("{}{}={}", text.empty() ? "" : "&", name, value);
  }
  return text;
}

std::string canonical_request(const SignedParts& parts) {
  const std::map<std::string, std::string> headers =
      canonical_headers(parts.headers);
  std::string text =
      fmt::format("{}\n{}\n{}\n", parts.method, percent_encode_path(parts.path),
                  canonical_query(parts.query));
  for (const auto& [name, value] : headers) {
    text += fmt::format("{}:{}\n", name, value);
  }
  return text +
         fmt::format("\n{}\n{}", join_names(headers), parts.payload_hash);
}

std::string amz_date(HttpTime time) {
  const auto days = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss clock(
      std::chrono::floor<std::chrono::seconds>(time - days));
  return fmt::format(
      "{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string authorization(const SignedParts& parts,
                          const S3Credentials& credentials,
                          const SigningScope& scope) {
  const std::string text_to_sign =
      fmt::format("{}\n{}\n{}\n{}", kAlgorithm, amz_date(scope.time),
                  scope_text(scope), to_hex(sha256(canonical_request(parts))));
  return fmt::format(
      "{} Credential={}/{}, SignedHeaders={}, Signature={}", kAlgorithm,
      credentials.access_key, scope_text(scope),
      join_names(canonical_headers(parts.headers)),
      to_hex(hmac_sha256(signing_key(credentials.secret_key, scope),
                         text_to_sign)));
}

std::vector<HttpHeader> sign_s3_request(SignedParts parts,
                                        const S3Credentials& credentials,
                                        std::string_view region,
                                        HttpTime time) {
  parts.payload_hash = "UNSIGNED-PAYLOAD";
  std::vector<HttpHeader> added = {{"x-amz-content-sha256", parts.payload_hash},
                                   {"x-amz-date", amz_date(time)}};
  if (!credentials.session_token.empty()) {
    added.push_back({"x-amz-security-token", credentials.session_token});
  }
  parts.headers.insert(parts.headers.end(), added.begin(), added.end());
  const SigningScope scope = {std::string(region), "s3", time};
  added.push_back({"Authorization", authorization(parts, credentials, scope)});
  return added;
}

}  // namespace mtscomp
