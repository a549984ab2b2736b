// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// "512M" <-> bytes, for options and messages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mtscomp {

// A whole number with an optional suffix K, M, G or T (powers of 1024, either
// case).  Throws: UsageError.
std::uint64_t parse_byte_size(std::string_view text);

// One digit after the point: "1.5 GiB", "512.0 MiB"; below 1 KiB "17 bytes".
std::string format_byte_size(std::uint64_t bytes);

}  // namespace mtscomp
