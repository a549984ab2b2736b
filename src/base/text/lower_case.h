// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Converts ASCII letters to lower case, without the rules of a locale.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace mtscomp {

constexpr char to_lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string to_lower_case(std::string_view text) {
  std::string lower;
  lower.reserve(text.size());
  for (const char c : text) {
    lower += to_lower_case(c);
  }
  return lower;
}

constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return to_lower_case(x) == to_lower_case(y);
  });
}

}  // namespace mtscomp
