// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Addresses of archives in S3: s3://BUCKET/KEY.
#pragma once

#include <string>
#include <string_view>

namespace mtscomp {

struct S3Address {
  std::string bucket;
  // The key of an object, or the part of keys up to a directory.  As the user
  // wrote it, without slashes at the beginning and the end; may be empty.
  std::string key;

  bool operator==(const S3Address&) const = default;
};

// Returns true if `text` begins with "s3://".
bool is_s3_address(std::string_view text);

// Parses an address.  Unlike in a URL, the key is not percent-encoded: "%", "#"
// and "?" are parts of it, as in the AWS command line tools.
// Throws: UsageError if the bucket's name is wrong, or if a part of the key is
// empty, ".", "..", or cannot be a name.  The message contains no user name.
S3Address parse_s3_address(std::string_view text);

// Returns true if the bucket can be a part of a host name that certificates of
// S3 cover: lower-case letters, digits and hyphens.
bool is_host_label(std::string_view bucket);

}  // namespace mtscomp
