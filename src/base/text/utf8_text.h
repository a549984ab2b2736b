// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Converts file names, which may contain any bytes, to UTF-8, which JSON needs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mtscomp {

// Length in bytes of the UTF-8 character at `at`; 0 if the bytes there are not
// valid.
// Requires: at < bytes.size().
std::size_t utf8_length_at(std::string_view bytes, std::size_t at);

// Keeps valid UTF-8.  Each other byte, 0x80 to 0xff, becomes the code point
// U+DC00 + byte, as with Python's "surrogateescape" (PEP 383).  Python programs
// that read the JSON get the original name with os.fsencode().
std::string to_utf8(std::string_view bytes);

// Keeps valid UTF-8.  Each other byte becomes text such as "\xff", as with
// Python's "backslashreplace".  For people, and for JSON parsers that refuse
// the code points of to_utf8(), as that of this project does.  The result is
// ambiguous: a name may contain this text itself.
std::string to_printable_utf8(std::string_view bytes);

}  // namespace mtscomp
