// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/url/url_join.h"

#include <algorithm>
#include <vector>

#include "base/text/lower_case.h"
#include "base/text/trim.h"
#include "source/http/url/percent_encoding.h"
#include "source/http/url/url_parts.h"

namespace mtscomp {
namespace {

std::string without_line_ends(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (const char c : trim(text)) {
    if (c != '\n' && c != '\r' && c != '\t') {
      line += c;
    }
  }
  return line;
}

// Calls visit(segment) for each text between two slashes of a path.
// Requires: the path must begin with '/'.
template <typename Visit>
void for_each_segment(std::string_view path, Visit visit) {
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    visit(path.substr(0, end));
    path.remove_prefix(end);
  }
}

// RFC 3986, section 5.2.4.
std::string remove_dot_segments(std::string_view path) {
  std::vector<std::string_view> kept;
  bool ends_in_dots = false;
  for_each_segment(path, [&kept, &ends_in_dots](std::string_view segment) {
    ends_in_dots = segment == "." || segment == "..";
    if (!ends_in_dots) {
      kept.push_back(segment);
    } else if (segment == ".." && !kept.empty()) {
      kept.pop_back();
    }
  });
  if (ends_in_dots || kept.empty()) {
    kept.emplace_back();
  }
  std::string joined;
  for (const std::string_view segment : kept) {
    joined.append("/").append(segment);
  }
  return joined;
}

std::string join_paths(const std::string& base, std::string_view path) {
  return path.starts_with('/')
             ? std::string(path)
             : base.substr(0, base.rfind('/') + 1).append(path);
}

// Replaces scheme, host and port if the reference has an authority.
bool join_origins(Url& url, const UrlParts& parts) {
  if (parts.scheme) {
    url.scheme = to_lower_case(*parts.scheme);
  }
  const std::optional<std::uint16_t> default_port = default_port_of(url.scheme);
  if (!default_port || (parts.scheme && !parts.authority)) {
    return false;
  }
  if (parts.authority) {
    const std::optional<Authority> authority =
        parse_authority(*parts.authority);
    if (!authority) {
      return false;
    }
    url.host = authority->host;
    url.port = authority->port.value_or(*default_port);
  }
  return true;
}

}  // namespace

std::optional<Url> join_url(const Url& base, std::string_view reference) {
  const std::string text = without_line_ends(reference);
  const UrlParts parts = split_url(text);
  const std::optional<std::string> path = encode_forbidden(parts.path);
  const std::optional<std::string> query =
      encode_forbidden(parts.query.value_or(""));
  Url url = base;
  if (!path || !query || !join_origins(url, parts)) {
    return std::nullopt;
  }
  if (parts.authority && path->empty()) {
    url.path = "/";
  } else if (!path->empty()) {
    url.path = remove_dot_segments(join_paths(base.path, *path));
  }
  if (!path->empty() || parts.authority || parts.query) {
    url.query = *query;
  }
  return url;
}

std::string canonical_path(std::string_view path) {
  std::string canonical;
  for_each_segment(path, [&canonical](std::string_view segment) {
    canonical += '/';
    canonical += percent_encode(percent_decode(segment).value_or(""));
  });
  return canonical;
}

}  // namespace mtscomp
