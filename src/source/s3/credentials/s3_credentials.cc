// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/s3_credentials.h"

#include <fmt/format.h>

#include <algorithm>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

void check_key(std::string_view key, std::string_view what,
               std::string_view place) {
  if (key.empty()) {
    throw UsageError(fmt::format("{}: the {} is missing", place, what));
  }
  const bool is_printable = std::all_of(
      key.begin(), key.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!is_printable) {
    throw UsageError(
        fmt::format("{}: the {} contains a blank or a character beyond ASCII; "
                    "copy it again",
                    place, what));
  }
}

}  // namespace

void check_credentials(const S3Credentials& credentials,
                       std::string_view place) {
  check_key(credentials.access_key, "access key", place);
  check_key(credentials.secret_key, "secret access key", place);
  if (!credentials.session_token.empty()) {
    check_key(credentials.session_token, "session token", place);
  }
}

bool needs_refresh(const S3Credentials& credentials, HttpTime now) {
  constexpr std::chrono::minutes kMargin(5);
  return credentials.expires && now >= *credentials.expires - kMargin;
}

}  // namespace mtscomp
