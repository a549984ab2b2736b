// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Entity tags of HTTP (RFC 9110, section 8.8.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mtscomp {

// Returns the tag as the server wrote it, without blanks around it, ready for
// If-Match, if it is a strong one: only strong tags promise that the bytes are
// the same.  Returns nothing for weak tags (W/"..."), and for texts that are no
// tag, such as "*", which If-Match would take for any version.
//
// OpenStack Swift sends tags without quotes.  They are accepted if they consist
// of letters and digits.
std::optional<std::string> parse_strong_etag(std::string_view header);

}  // namespace mtscomp
