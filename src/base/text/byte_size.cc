// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/byte_size.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr std::string_view kUnits = "KMGT";

// Power of 1024 for a suffix; npos if the suffix is unknown.
std::size_t power_of(std::string_view suffix) {
  if (suffix.empty()) {
    return 0;
  }
  constexpr char kToUpper = 'a' - 'A';
  const char letter = suffix.front();
  const std::size_t at = kUnits.find(
      letter >= 'a' ? static_cast<char>(letter - kToUpper) : letter);
  return suffix.size() == 1 && at != std::string_view::npos
             ? at + 1
             : std::string_view::npos;
}

}  // namespace

std::uint64_t parse_byte_size(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  const std::size_t n_digits = static_cast<std::size_t>(end - text.data());
  const std::size_t power = power_of(text.substr(n_digits));
  if (error != std::errc() || power == std::string_view::npos) {
    throw UsageError(fmt::format(
        "\"{}\": expected a size such as 1073741824, 512M or 1G", text));
  }
  const std::size_t shift = 10 * power;
  if (value > std::numeric_limits<std::uint64_t>::max() >> shift) {
    throw UsageError(
        fmt::format("\"{}\": expected a size below 2^64 bytes", text));
  }
  return value << shift;
}

std::string format_byte_size(std::uint64_t bytes) {
  constexpr double kStep = 1024;
  constexpr double kShownAsStep = 1023.95;  // With one digit after the point.
  if (bytes < static_cast<std::uint64_t>(kStep)) {
    return fmt::format("{} bytes", bytes);
  }
  auto value = static_cast<double>(bytes) / kStep;
  std::size_t unit = 0;
  while (value >= kShownAsStep && unit + 1 < kUnits.size()) {
    value /= kStep;
    ++unit;
  }
  return fmt::format("{:.1f} {}iB", value, kUnits[unit]);
}

}  // namespace mtscomp
