// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Bytes that a file's name may consist of -> UTF-8, which JSON has to be.
#pragma once

#include <string>
#include <string_view>

namespace mtscomp {

// Valid UTF-8 stays as it is.  Each other byte, 0x80 to 0xff, becomes the code
// point U+DC00 + byte, as Python's "surrogateescape" has it (PEP 383): what
// reads the JSON in Python gets the name back with os.fsencode().
std::string to_utf8(std::string_view bytes);

}  // namespace mtscomp
