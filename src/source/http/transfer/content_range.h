// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The headers Range and Content-Range of HTTP (RFC 9110, section 14).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mtscomp {

struct ContentRange {
  std::uint64_t offset = 0;
  // In bytes; 0 if the server sends no range, because it cannot ("bytes */9").
  std::uint64_t length = 0;
  // Size of the whole file in bytes; nothing if the server does not tell it.
  std::optional<std::uint64_t> total;

  bool operator==(const ContentRange&) const = default;
};

// Parses "bytes 0-9/100", "bytes 0-9/*" or "bytes */100", without blanks around
// it.  Returns nothing for other texts, for a range that ends before it begins,
// and for a range that ends after the file.
std::optional<ContentRange> parse_content_range(std::string_view text);

// Returns "bytes=0-9" for the first ten bytes.
// Requires: `length` must be at least 1, and the end must fit in 64 bits.
std::string range_header(std::uint64_t offset, std::uint64_t length);

}  // namespace mtscomp
