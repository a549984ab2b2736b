// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/web_listing.h"

#include <fmt/format.h>

#include <string_view>

#include "base/text/escape_control.h"
#include "base/text/trim.h"
#include "mtscomp/base/error.h"
#include "source/http/listing/html_listing.h"
#include "source/http/listing/json_listing.h"

namespace mtscomp {
namespace {

bool is_html(std::string_view content_type) {
  return content_type == "text/html" || content_type == "application/xhtml+xml";
}

bool is_xml(std::string_view content_type) {
  return content_type == "application/xml" || content_type == "text/xml";
}

[[noreturn]] void refuse(const HttpDocument& document) {
  constexpr std::size_t kShown = 60;
  const std::string_view advice =
      is_xml(document.content_type)
          ? "; the address of an S3 bucket begins with s3://"
          : "; let the server list directories, or use a manifest";
  throw FormatError(fmt::format(
      "{}: the answer of type \"{}\" is not the listing of a directory{}",
      printable(document.url),
      escape_control(std::string_view(document.content_type).substr(0, kShown)),
      advice));
}

}  // namespace

RemoteListing parse_web_listing(const HttpDocument& document) {
  const std::string_view text = trim(document.body);
  if (text.starts_with('[')) {
    return parse_json_listing(document.body, printable(document.url));
  }
  // A redirect can lead to a page that is not a directory, such as a login.
  if (!is_html(document.content_type) || !document.url.path.ends_with('/')) {
    refuse(document);
  }
  return parse_html_listing(document.body, document.url);
}

}  // namespace mtscomp
