// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Signatures of requests to S3: AWS Signature Version 4, in the header
// Authorization.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
//
// All functions are pure.  They follow the rules of S3: paths are encoded once
// and not normalized.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "source/http/transfer/http_date.h"
#include "source/http/transfer/http_message.h"
#include "source/s3/credentials/s3_credentials.h"

namespace mtscomp {

// Names and values, not encoded.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;

// A request, not encoded.
struct SignedParts {
  std::string method;
  std::string path;  // Begins with '/'.
  QueryParameters query;
  // All headers that are signed.
  std::vector<HttpHeader> headers;
  // SHA-256 of the body in hexadecimal, or "UNSIGNED-PAYLOAD".
  std::string payload_hash;
};

struct SigningScope {
  std::string region;
  std::string service;
  HttpTime time;
};

// Returns the query of a URL: encoded, sorted, and with a '=' in each
// parameter. A request must have its query in this form.
std::string canonical_query(const QueryParameters& query);

// Returns the text whose hash is signed.
std::string canonical_request(const SignedParts& parts);

// Returns a time in the form "20130524T000000Z", for the header x-amz-date.
std::string amz_date(HttpTime time);

// Returns the value of the header Authorization.
// Requires: `parts.headers` must contain x-amz-date with scope.time and, if
// there is a session token, x-amz-security-token.
std::string authorization(const SignedParts& parts,
                          const S3Credentials& credentials,
                          const SigningScope& scope);

// Returns the headers that a request to S3 without body needs, besides the
// headers in `parts`: x-amz-content-sha256, x-amz-date, x-amz-security-token if
// there is a session token, and Authorization.  The payload is not signed.
// Requires: `parts.headers` must contain Host.
std::vector<HttpHeader> sign_s3_request(SignedParts parts,
                                        const S3Credentials& credentials,
                                        std::string_view region, HttpTime time);

}  // namespace mtscomp
