// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Bytes as Base64 text (RFC 4648, section 4), with padding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mtscomp {

std::string to_base64(std::string_view bytes);

// The bytes, or nothing if the text is not the one that to_base64() makes of
// some bytes.
std::optional<std::string> parse_base64(std::string_view text);

}  // namespace mtscomp
