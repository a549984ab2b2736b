// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What programs say on their standard streams.
#pragma once

#include <cstdio>
#include <string_view>

namespace mtscomp {

// Writes results to standard output, at once: a list that takes days is of use
// before it is whole, and one that was cut off must not look whole.
// Throws: std::system_error.
void print(std::string_view text);

// Writes as print() does, to either stream.  Requires: `stream` is stdout or
// stderr.
void print_to(std::FILE* stream, std::string_view text);

// A line on standard error: the program's name and a message, whose control
// characters are escaped.  Write errors are ignored.
void print_message(std::string_view program, std::string_view message) noexcept;

}  // namespace mtscomp
