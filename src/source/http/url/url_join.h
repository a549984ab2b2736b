// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Resolves references in a web page, and redirects, against the URL of the page
// (RFC 3986, section 5.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "source/http/url/url.h"

namespace mtscomp {

// Returns the URL that `reference` names on the page `base`, without fragment.
// Blanks around the reference, and line ends in it, are ignored, as browsers
// do. Returns nothing if the result is not http or https, has a user name, or
// is not a valid URL.
std::optional<Url> join_url(const Url& base, std::string_view reference);

// Decodes and encodes each segment of a path, so two paths with the same names
// are the same text: "/%7ea/b%2fc d" becomes "/~a/b%2Fc%20d".
// Requires: each '%' must be followed by two hexadecimal digits.
std::string canonical_path(std::string_view path);

}  // namespace mtscomp
