// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/html_listing.h"

#include <fmt/format.h>

#include <cassert>
#include <optional>
#include <string>

#include "base/text/trim.h"
#include "mtscomp/base/error.h"
#include "source/http/listing/html_scanner.h"
#include "source/http/listing/listing_builder.h"
#include "source/http/url/percent_encoding.h"
#include "source/http/url/url_join.h"
#include "source/http/url/url_parts.h"

namespace mtscomp {
namespace {

bool is_same_host(const Url& a, const Url& b) {
  return a.scheme == b.scheme && a.host == b.host && a.port == b.port;
}

// Returns the path of a link below the directory; empty if the link leads
// elsewhere.  `directory` is the canonical path of `page`.
std::string path_below(const Url& page, const std::string& directory,
                       const Url& target) {
  if (!target.query.empty() || !is_same_host(target, page)) {
    return "";
  }
  const std::string path = canonical_path(target.path);
  return path.starts_with(directory) ? path.substr(directory.size()) : "";
}

void add_path(ListingBuilder& builder, std::string path) {
  const bool is_directory = path.ends_with('/');
  if (is_directory) {
    path.pop_back();
  }
  if (path.find('/') == std::string::npos) {
    builder.add({.name = percent_decode(path).value_or(""),
                 .is_directory = is_directory});
  }
}

}  // namespace

RemoteListing parse_html_listing(std::string_view html, const Url& url) {
  assert(url.path.ends_with('/'));
  const std::string name = printable(url);
  check_listing_size(html, name);
  const std::string directory = canonical_path(url.path);
  ListingBuilder builder(name);
  HtmlScanner scanner(html);
  while (const std::optional<std::string> link = scanner.next_link()) {
    const std::optional<Url> target = join_url(url, *link);
    if (!target && !split_url(*link).scheme) {
      builder.refuse(*link, "the link is not a valid address");
    }
    const std::string path =
        target ? path_below(url, directory, *target) : std::string();
    if (!path.empty()) {
      add_path(builder, path);
    }
  }
  if (scanner.is_cut() || trim(html).empty()) {
    throw FormatError(
        fmt::format("{}: the end of the listing is missing ({} bytes received)",
                    name, html.size()));
  }
  return builder.finish();
}

}  // namespace mtscomp
