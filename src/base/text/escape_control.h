// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Text of unknown origin, such as a file's name, for a line of a log or a
// terminal.
#pragma once

#include <string>
#include <string_view>

namespace mtscomp {

// Each control character becomes \n, \t, ... or \x1b, so that no name can end
// the line and go on as if it were another message, or command a terminal.
// Those beyond ASCII, U+0080 to U+009F, and the separators of lines and
// paragraphs, U+2028 and U+2029, become \u0085; a byte that is not UTF-8, which
// 8-bit terminals may take for one of them, becomes \xff.  All else stays as it
// is.
std::string escape_control(std::string_view text);

}  // namespace mtscomp
