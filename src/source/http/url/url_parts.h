// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The parts of a URL, or of a reference to one, before they are checked
// (RFC 3986, section 3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mtscomp {

// Nothing is a missing part; a part can be present and empty.
struct UrlParts {
  std::optional<std::string_view> scheme;
  std::optional<std::string_view> authority;
  std::string_view path;
  std::optional<std::string_view> query;
  std::optional<std::string_view> fragment;
};

UrlParts split_url(std::string_view text);

struct Authority {
  std::string host;  // In lower case.
  // Nothing if the authority has none.
  std::optional<std::uint16_t> port;
};

// Returns nothing if the text has a user name, or is not HOST or HOST:PORT.
std::optional<Authority> parse_authority(std::string_view text);

// Returns 80 or 443, or nothing for a scheme other than http and https.
std::optional<std::uint16_t> default_port_of(std::string_view scheme);

// Percent-encodes all characters that a URL may not contain, such as blanks,
// control characters and UTF-8.  Returns nothing if a '%' in the text is not
// followed by two hexadecimal digits.
std::optional<std::string> encode_forbidden(std::string_view text);

}  // namespace mtscomp
