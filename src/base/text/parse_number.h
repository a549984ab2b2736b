// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses numbers in text.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace mtscomp {

// Parses the whole text as one number.  Returns nothing if the text contains
// anything besides the number, even blanks or a plus sign.  Returns nothing if
// the number is beyond the range of the type.  `base` is used for whole numbers
// only.
template <typename Number>
std::optional<Number> parse_number(std::string_view text, int base = 10) {
  Number number = {};
  const char* const end = text.data() + text.size();
  std::from_chars_result result = {};
  if constexpr (std::is_floating_point_v<Number>) {
    result = std::from_chars(text.data(), end, number);
  } else {
    result = std::from_chars(text.data(), end, number, base);
  }
  return result.ec == std::errc() && result.ptr == end ? std::optional(number)
                                                       : std::nullopt;
}

}  // namespace mtscomp
