// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/python_repr.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <system_error>

namespace mtscomp {
namespace {

// The fewest digits that are read back as the same double.
std::string shortest_digits(double value, std::chars_format form) {
  constexpr std::size_t kLongest = 32;  // "-2.2250738585072014e-308" has 24.
  std::array<char, kLongest> text = {};
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), value, form);
  assert(error == std::errc());
  return {text.data(), end};
}

}  // namespace

std::string python_repr(double value) {
  constexpr int kLeastPlainExponent = -4;
  constexpr int kLeastLargeExponent = 16;
  if (!std::isfinite(value)) {
    return std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
  }
  std::string scientific =
      shortest_digits(value, std::chars_format::scientific);
  const int exponent = std::stoi(scientific.substr(scientific.find('e') + 1));
  if (exponent < kLeastPlainExponent || exponent >= kLeastLargeExponent) {
    return scientific;
  }
  const std::string plain = shortest_digits(value, std::chars_format::fixed);
  return plain.find('.') == std::string::npos ? plain + ".0" : plain;
}

}  // namespace mtscomp
