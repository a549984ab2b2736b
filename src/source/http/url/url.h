// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Addresses of archives and files on web servers (RFC 3986).
//
// A URL never contains a user name or password, because these would appear in
// logs, in the mount table and in lists of processes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mtscomp {

struct Url {
  std::string scheme;  // "http" or "https".
  // In lower case; an IPv6 address is in brackets.
  std::string host;
  std::uint16_t port = 0;
  // Begins with '/'.  Percent-encoded: the path contains only characters that a
  // URL may contain, and each '%' is followed by two hexadecimal digits.
  std::string path;
  // The text after '?', percent-encoded; empty if there is none.
  std::string query;

  bool operator==(const Url&) const = default;
};

// Returns true if `text` begins with a scheme and "://", so it is no path.
bool is_address(std::string_view text);

// Parses an address that a user gives.  Characters that a URL may not contain,
// such as blanks and UTF-8, are percent-encoded.
// Throws: UsageError if the scheme is not http or https, if the address has a
// user name, a query or a fragment, or if its syntax is wrong.  The message
// contains neither a user name nor a password nor a query.
Url parse_url(std::string_view text);

// https://host/path?query; without the port if it is the scheme's.
std::string to_string(const Url& url);

// Like to_string(), but without the query, which can contain a signature.  For
// messages.
std::string printable(const Url& url);

// https://host:port: the part that decides which credentials a request gets.
std::string origin_of(const Url& url);

// Returns the URL of an entry of the directory `url`.  `path` is not encoded,
// and may have several segments.
// Requires: the path of `url` must end in '/'.
Url url_below(const Url& url, std::string_view path);

}  // namespace mtscomp
