// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Output of the programs on their standard streams.
#pragma once

#include <cstdio>
#include <string_view>

namespace mtscomp {

// Writes `text` to standard output.  Flushes the text at once, because a run
// may take days.
// Throws: std::system_error if not all of the text can be written.
void print(std::string_view text);

// Like print(), but writes to `stream`.
// Requires: `stream` must be stdout or stderr.
void print_to(std::FILE* stream, std::string_view text);

// Writes a line to standard error: the program's name and the message, with
// control characters escaped.  Write errors are ignored.
void print_message(std::string_view program, std::string_view message) noexcept;

}  // namespace mtscomp
