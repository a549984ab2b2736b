// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The keys that sign requests to S3.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "source/http/transfer/http_date.h"

namespace mtscomp {

// Never log or print the members: only sigv4.cc reads them.
struct S3Credentials {
  std::string access_key;
  std::string secret_key;
  std::string session_token;  // Empty if there is none.
  // When the keys become invalid; nothing if they do not.
  std::optional<HttpTime> expires;

  bool operator==(const S3Credentials&) const = default;
};

// Checks that the keys can be parts of headers.
// Throws: UsageError if a key is empty or contains a blank or a character
// beyond ASCII.  The message names the key by `place`, and does not contain it.
void check_credentials(const S3Credentials& credentials,
                       std::string_view place);

// Returns true from five minutes before the keys become invalid.
bool needs_refresh(const S3Credentials& credentials, HttpTime now);

}  // namespace mtscomp
