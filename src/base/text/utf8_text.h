// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Converts file names to UTF-8.  File names can contain any bytes, but JSON
// needs UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mtscomp {

// Returns the length of the UTF-8 character at `at`, in bytes.  Returns 0 if
// the bytes at `at` are not valid UTF-8.
// Requires: `at` must be less than bytes.size().
std::size_t utf8_length_at(std::string_view bytes, std::size_t at);

// Keeps valid UTF-8.  Every byte that is not valid UTF-8 (0x80 to 0xff) becomes
// the code point U+DC00 + byte, as with Python's "surrogateescape" (PEP 383).
// Python programs that read the JSON get the original name with os.fsencode().
std::string to_utf8(std::string_view bytes);

// Keeps valid UTF-8.  Every byte that is not valid UTF-8 becomes text such as
// "\xff", as with Python's "backslashreplace".  The result is for people, and
// for JSON parsers that refuse the code points of to_utf8(), such as the parser
// of this project.  The result is ambiguous, because a file name can also
// contain the text "\xff".
std::string to_printable_utf8(std::string_view bytes);

// Keeps valid UTF-8.  Every byte that is not valid UTF-8 becomes kReplacement.
std::string replace_invalid_utf8(std::string_view bytes);
inline constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD

}  // namespace mtscomp
