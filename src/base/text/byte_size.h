// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Converts between text such as "512M" and bytes, for options and messages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mtscomp {

// Parses a whole number with an optional suffix K, M, G or T (powers of 1024,
// upper or lower case).  Returns the number of bytes.
// Throws: UsageError.
std::uint64_t parse_byte_size(std::string_view text);

// Formats a size with one digit after the point: "1.5 GiB", "512.0 MiB".  Sizes
// below 1 KiB are formatted as "17 bytes".
std::string format_byte_size(std::uint64_t bytes);

}  // namespace mtscomp
