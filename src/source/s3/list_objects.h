// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The XML answers of S3.  Only this component uses an XML library, pugixml: it
// does not read document types, so an answer cannot define entities.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mtscomp {

// Longest answer, in bytes, and the maximum number of its tags, which need more
// memory than the text.  1000 keys of the longest size have 4 MB and less than
// 30,000 tags.
inline constexpr std::size_t kMaxS3AnswerSize = std::size_t{8} << 20;
inline constexpr std::size_t kMaxS3AnswerTags = 100'000;

// S3 can send an error with any status, 200 included.  The texts are as the
// server sent them, except the message.
struct S3Error {
  std::string code;     // Such as "SlowDown"; for classify_answer().
  std::string message;  // S3's explanation, of at most 200 bytes, printable.
  std::string region;   // The bucket's region, if S3 sends it; see is_region().
  std::string endpoint;  // The bucket's host, if S3 sends it.
};

// An object or a common prefix of keys, as S3 sends it, decoded.
struct S3Object {
  std::string key;
  std::string size;           // Empty for a common prefix.
  std::string last_modified;  // Empty for a common prefix.
  std::string etag;
};

struct S3Page {
  std::vector<S3Object> objects;
  std::vector<std::string> common_prefixes;
  // For the request of the next page; nothing on the last page.
  std::optional<std::string> next_token;
};

// Parses the answer to a request ListObjectsV2.  `name` names the source in
// messages.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
// Throws: FormatError if the text is no whole answer, or contains a key that is
// encoded wrongly; UnsupportedError if it is too long.
std::variant<S3Page, S3Error> parse_s3_page(std::string_view xml,
                                            std::string_view name);

// Parses the body of a failed request.  Returns nothing if it is no error of
// S3, for example the page of a proxy.
std::optional<S3Error> parse_s3_error(std::string_view xml);

}  // namespace mtscomp
