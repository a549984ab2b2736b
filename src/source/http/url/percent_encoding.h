// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Percent-encoding of URLs (RFC 3986, section 2), in the form that S3 also
// requires for signatures: every byte except A-Z a-z 0-9 - . _ ~ becomes "%"
// and two upper-case hexadecimal digits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mtscomp {

// Encodes one segment of a path, or a name or value of a query.
std::string percent_encode(std::string_view bytes);

// Like percent_encode(), but keeps '/'.
std::string percent_encode_path(std::string_view path);

// Returns nothing if a '%' is not followed by two hexadecimal digits.  The
// result may contain any bytes.
std::optional<std::string> percent_decode(std::string_view text);

// Like percent_decode(), but '+' becomes a blank, as in HTML forms.
std::optional<std::string> form_decode(std::string_view text);

}  // namespace mtscomp
