// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Byte strings of tests: made, written to files, read back, compared.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mtscomp {

using Bytes = std::vector<std::byte>;

// Requires: each value is 0 to 255.
Bytes make_bytes(std::initializer_list<int> values);

Bytes to_bytes(std::string_view text);

// Replaces the file.  Throws: std::system_error.
void write_file(const std::string& path, std::span<const std::byte> bytes);
void write_file(const std::string& path, std::string_view text);

// Throws: std::system_error.
Bytes read_file(const std::string& path);

// 40 lower-case hexadecimal digits.
std::string sha1_of(std::span<const std::byte> bytes);

// Reports the place of the first difference instead of printing megabytes.
::testing::AssertionResult same_bytes(std::span<const std::byte> expected,
                                      std::span<const std::byte> found);

}  // namespace mtscomp
