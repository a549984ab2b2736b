// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Bytes that a file's name may consist of -> UTF-8, which JSON has to be.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mtscomp {

// Length of the character whose UTF-8 begins at `at`, or 0 if none does.
// Requires: at < bytes.size().
std::size_t utf8_length_at(std::string_view bytes, std::size_t at);

// Valid UTF-8 stays as it is.  Each other byte, 0x80 to 0xff, becomes the code
// point U+DC00 + byte, as Python's "surrogateescape" has it (PEP 383): what
// reads the JSON in Python gets the name back with os.fsencode().
std::string to_utf8(std::string_view bytes);

// The same for people, and for readers of JSON that refuse such code points, as
// ours does: each other byte becomes "\xff", as Python's "backslashreplace" has
// it.  A name that has just that in it looks the same.
std::string to_printable_utf8(std::string_view bytes);

}  // namespace mtscomp
