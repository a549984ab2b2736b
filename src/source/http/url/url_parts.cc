// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/url/url_parts.h"

#include <algorithm>

#include "base/text/lower_case.h"
#include "base/text/parse_number.h"
#include "source/http/url/percent_encoding.h"

namespace mtscomp {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_scheme(std::string_view text) {
  return !text.empty() && is_letter(text[0]) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter(c) || is_digit(c) || c == '+' || c == '-' ||
                  c == '.';
         });
}

// Cuts the part after `separator` off.
std::optional<std::string_view> cut_after(std::string_view& text,
                                          char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view after = text.substr(at + 1);
  text = text.substr(0, at);
  return after;
}

bool is_host(std::string_view host) {
  const bool is_ipv6 = host.starts_with('[') && host.ends_with(']');
  const std::string_view name =
      is_ipv6 ? host.substr(1, host.size() - 2) : host;
  const std::string_view others = is_ipv6 ? ":." : "-._";
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [others](char c) {
           return is_letter(c) || is_digit(c) ||
                  others.find(c) != std::string_view::npos;
         });
}

bool may_stand(char c) {
  constexpr std::string_view kForbidden = "\"<>[\\]^`{|}";
  return c > ' ' && c < '\x7f' && kForbidden.find(c) == std::string_view::npos;
}

}  // namespace

UrlParts split_url(std::string_view text) {
  UrlParts parts;
  parts.fragment = cut_after(text, '#');
  parts.query = cut_after(text, '?');
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && is_scheme(text.substr(0, colon))) {
    parts.scheme = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (text.starts_with("//")) {
    text.remove_prefix(2);
    const std::size_t end = std::min(text.find('/'), text.size());
    parts.authority = text.substr(0, end);
    text.remove_prefix(end);
  }
  parts.path = text;
  return parts;
}

std::optional<Authority> parse_authority(std::string_view text) {
  std::optional<std::uint16_t> port;
  // The colons of an IPv6 address are in brackets.
  const std::size_t colon = text.rfind(':');
  if (colon != std::string_view::npos &&
      text.find(']', colon) == std::string_view::npos) {
    port = parse_number<std::uint16_t>(text.substr(colon + 1));
    if (port.value_or(0) == 0) {
      return std::nullopt;
    }
    text = text.substr(0, colon);
  }
  if (!is_host(text)) {
    return std::nullopt;
  }
  return Authority{.host = to_lower_case(text), .port = port};
}

std::optional<std::uint16_t> default_port_of(std::string_view scheme) {
  constexpr std::uint16_t kHttp = 80;
  constexpr std::uint16_t kHttps = 443;
  if (scheme == "https") {
    return kHttps;
  }
  return scheme == "http" ? std::optional(kHttp) : std::nullopt;
}

std::optional<std::string> encode_forbidden(std::string_view text) {
  if (!percent_decode(text)) {
    return std::nullopt;
  }
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    encoded += may_stand(c) ? std::string(1, c) : percent_encode({&c, 1});
  }
  return encoded;
}

}  // namespace mtscomp
