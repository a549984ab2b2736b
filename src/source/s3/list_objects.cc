// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/list_objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <pugixml.hpp>

#include "base/text/escape_control.h"
#include "mtscomp/base/error.h"
#include "source/http/url/percent_encoding.h"

namespace mtscomp {
namespace {

[[noreturn]] void refuse(std::string_view name, std::string_view problem) {
  throw FormatError(fmt::format("{}: {}", name, problem));
}

// Parses the text as a document with one element.  Returns an error, which is
// empty if there is none.
std::string load(pugi::xml_document& document, std::string_view xml) {
  const pugi::xml_parse_result result = document.load_buffer(
      xml.data(), xml.size(),
      pugi::parse_minimal | pugi::parse_escapes | pugi::parse_cdata,
      pugi::encoding_utf8);
  return result ? ""
                : fmt::format("cannot parse XML at byte {}: {}", result.offset,
                              result.description());
}

bool is_too_large(std::string_view xml) {
  return xml.size() > kMaxS3AnswerSize ||
         std::count(xml.begin(), xml.end(), '<') >
             static_cast<std::ptrdiff_t>(kMaxS3AnswerTags);
}

std::string text_of(const pugi::xml_node& parent, const char* child) {
  return parent.child_value(child);
}

S3Error read_error(const pugi::xml_node& error) {
  constexpr std::size_t kShown = 200;
  return {
      .code = text_of(error, "Code"),
      .message = escape_control(text_of(error, "Message").substr(0, kShown)),
      .region = text_of(error, "Region"),
      .endpoint = text_of(error, "Endpoint")};
}

// Keys are encoded only if the answer says so: not all servers can do it.
class KeyDecoder {
 public:
  KeyDecoder(const pugi::xml_node& list, std::string_view name)
      : name_(name), is_encoded_(text_of(list, "EncodingType") == "url") {}

  std::string decode(std::string key) const {
    if (!is_encoded_) {
      return key;
    }
    // Amazon writes '+' for a blank, others write "%20".
    std::optional<std::string> decoded = form_decode(key);
    if (!decoded) {
      refuse(name_, fmt::format("the listing contains a key that is encoded "
                                "wrongly: \"{}\"",
                                escape_control(key)));
    }
    return *std::move(decoded);
  }

 private:
  std::string_view name_;
  bool is_encoded_ = false;
};

std::optional<std::string> read_next_token(const pugi::xml_node& list,
                                           std::string_view name) {
  const std::string is_truncated = text_of(list, "IsTruncated");
  if (is_truncated == "false") {
    return std::nullopt;
  }
  std::string token = text_of(list, "NextContinuationToken");
  if (is_truncated != "true" || token.empty()) {
    refuse(name,
           "the listing does not say whether it is complete, or where to "
           "continue; does the server support ListObjectsV2?");
  }
  return token;
}

S3Page read_page(const pugi::xml_node& list, std::string_view name) {
  const KeyDecoder decoder(list, name);
  S3Page page;
  for (const pugi::xml_node& node : list.children("Contents")) {
    page.objects.push_back({.key = decoder.decode(text_of(node, "Key")),
                            .size = text_of(node, "Size"),
                            .last_modified = text_of(node, "LastModified"),
                            .etag = text_of(node, "ETag")});
  }
  for (const pugi::xml_node& node : list.children("CommonPrefixes")) {
    page.common_prefixes.push_back(decoder.decode(text_of(node, "Prefix")));
  }
  page.next_token = read_next_token(list, name);
  return page;
}

}  // namespace

std::variant<S3Page, S3Error> parse_s3_page(std::string_view xml,
                                            std::string_view name) {
  if (is_too_large(xml)) {
    throw UnsupportedError(fmt::format(
        "{}: the answer has {} bytes, and at most {} bytes and {} tags are "
        "supported",
        name, xml.size(), kMaxS3AnswerSize, kMaxS3AnswerTags));
  }
  pugi::xml_document document;
  const std::string problem = load(document, xml);
  if (!problem.empty()) {
    refuse(name, problem);
  }
  if (const pugi::xml_node error = document.child("Error")) {
    return read_error(error);
  }
  const pugi::xml_node list = document.child("ListBucketResult");
  if (!list) {
    refuse(name, "the answer is not a listing of S3; check the endpoint");
  }
  return read_page(list, name);
}

std::optional<S3Error> parse_s3_error(std::string_view xml) {
  pugi::xml_document document;
  if (is_too_large(xml) || !load(document, xml).empty()) {
    return std::nullopt;
  }
  const pugi::xml_node error = document.child("Error");
  return error ? std::optional(read_error(error)) : std::nullopt;
}

}  // namespace mtscomp
