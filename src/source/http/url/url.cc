// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/url/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text/escape_control.h"
#include "base/text/lower_case.h"
#include "mtscomp/base/error.h"
#include "source/http/url/percent_encoding.h"
#include "source/http/url/url_parts.h"

namespace mtscomp {
namespace {

// The address in a message.  Everything before the last '@' may be a secret,
// and so may a query.
std::string without_secrets(std::string_view text) {
  const std::string_view shown = text.substr(0, text.find_first_of("?#"));
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) {
    return escape_control(shown);
  }
  const std::string scheme =
      to_lower_case(text.substr(0, std::min(text.find(':'), text.size())));
  return fmt::format("{}...{}", default_port_of(scheme) ? scheme + "://" : "",
                     at < shown.size() ? escape_control(shown.substr(at)) : "");
}

[[noreturn]] void refuse(std::string_view text, std::string_view problem) {
  throw UsageError(fmt::format("{}: {}", without_secrets(text), problem));
}

void check_parts(std::string_view text, const UrlParts& parts) {
  if (!parts.scheme || !default_port_of(to_lower_case(*parts.scheme))) {
    refuse(text,
           "addresses of this kind are not supported; use http://, https:// or "
           "s3://");
  }
  if (!parts.authority || parts.authority->empty()) {
    refuse(text, "the address has no host; write https://HOST/PATH");
  }
  if (parts.authority->find('@') != std::string_view::npos) {
    refuse(text,
           "a user name or password in an address is visible to other users; "
           "move it to ~/.netrc");
  }
  if (parts.fragment) {
    refuse(text,
           "the address contains \"#\"; write %23 if it is part of a name");
  }
  if (parts.query) {
    refuse(text,
           "addresses with \"?\" are not supported; write %3F if it is part of "
           "a name");
  }
}

bool has_default_port(const Url& url) {
  return url.port == default_port_of(url.scheme);
}

}  // namespace

bool is_address(std::string_view text) {
  const UrlParts parts = split_url(text);
  return parts.scheme && parts.authority;
}

Url parse_url(std::string_view text) {
  const UrlParts parts = split_url(text);
  check_parts(text, parts);
  const std::optional<Authority> authority = parse_authority(*parts.authority);
  if (!authority) {
    refuse(text,
           "the host or port of the address is wrong; write HOST or "
           "HOST:PORT");
  }
  std::optional<std::string> path = encode_forbidden(parts.path);
  if (!path) {
    refuse(text,
           "two hexadecimal digits must follow each \"%\"; write %25 for "
           "a \"%\" in a name");
  }
  Url url = {.scheme = to_lower_case(*parts.scheme),
             .host = authority->host,
             .path = path->empty() ? "/" : *std::move(path)};
  url.port = authority->port.value_or(*default_port_of(url.scheme));
  return url;
}

std::string printable(const Url& url) {
  return (has_default_port(url) ? fmt::format("{}://{}", url.scheme, url.host)
                                : origin_of(url)) +
         url.path;
}

std::string to_string(const Url& url) {
  return printable(url) + (url.query.empty() ? "" : "?" + url.query);
}

std::string origin_of(const Url& url) {
  return fmt::format("{}://{}:{}", url.scheme, url.host, url.port);
}

Url url_below(const Url& url, std::string_view path) {
  Url below = url;
  below.path += percent_encode_path(path);
  below.query.clear();
  return below;
}

}  // namespace mtscomp
