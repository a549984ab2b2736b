// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/s3_address.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text/escape_control.h"
#include "mtscomp/base/error.h"
#include "source/http/listing/remote_name.h"

namespace mtscomp {
namespace {

constexpr std::string_view kScheme = "s3://";

[[noreturn]] void refuse(std::string_view text, std::string_view problem) {
  throw UsageError(fmt::format("{}: {}", escape_control(text), problem));
}

bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// Upper-case letters and underscores are in names of old buckets.
bool is_bucket_character(char c) {
  return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '.' || c == '_';
}

bool is_bucket(std::string_view name) {
  constexpr std::size_t kShortest = 3;
  constexpr std::size_t kLongest = 63;
  return name.size() >= kShortest && name.size() <= kLongest &&
         name.front() != '.' && name.find("..") == std::string_view::npos &&
         std::all_of(name.begin(), name.end(), is_bucket_character);
}

void check_key(std::string_view text, std::string_view key) {
  while (true) {
    const std::size_t slash = key.find('/');
    const std::string_view problem = problem_of_name(key.substr(0, slash));
    if (!problem.empty()) {
      refuse(text, fmt::format("a part of the key cannot be a name: {}; mount "
                               "a prefix above it",
                               problem));
    }
    if (slash == std::string_view::npos) {
      return;
    }
    key.remove_prefix(slash + 1);
  }
}

}  // namespace

bool is_s3_address(std::string_view text) { return text.starts_with(kScheme); }

S3Address parse_s3_address(std::string_view text) {
  if (!is_s3_address(text)) {
    refuse("s3", "the address must have the form s3://BUCKET/PREFIX");
  }
  const std::string_view rest = text.substr(kScheme.size());
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view bucket = rest.substr(0, slash);
  if (bucket.find('@') != std::string_view::npos) {
    refuse("s3://...",
           "keys in an address are visible to other users; use "
           "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile");
  }
  if (!is_bucket(bucket)) {
    refuse(text,
           "the name of a bucket has 3 to 63 letters, digits, \"-\", \".\" and "
           "\"_\"");
  }
  std::string_view key = rest.substr(std::min(slash + 1, rest.size()));
  if (key.size() > 1 && key.ends_with('/')) {
    key.remove_suffix(1);
  }
  if (!key.empty()) {
    check_key(text, key);
  }
  return {.bucket = std::string(bucket), .key = std::string(key)};
}

bool is_host_label(std::string_view bucket) {
  return std::all_of(bucket.begin(), bucket.end(),
                     [](char c) { return is_lower_or_digit(c) || c == '-'; });
}

}  // namespace mtscomp
