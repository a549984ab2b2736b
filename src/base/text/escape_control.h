// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Makes text of unknown origin, such as a file name, safe for a log line or a
// terminal.
#pragma once

#include <string>
#include <string_view>

namespace mtscomp {

// Replaces characters that would start a new line in a log or control a
// terminal:
//
//   ASCII control characters                           \n, \t, ... or \x1b
//   U+0080 to U+009F, U+2028 and U+2029 (separators)   \u0085
//   bytes that are not UTF-8                           \xff
//
// Bytes that are not UTF-8 are replaced because 8-bit terminals can treat them
// as control characters.  All other characters are not changed.
std::string escape_control(std::string_view text);

}  // namespace mtscomp
