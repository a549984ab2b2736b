// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses the values of -o options.  All functions throw UsageError, with the
// option in the message.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/text/parse_number.h"
#include "mtscomp/base/error.h"

namespace mtscomp {

inline constexpr double kMostSeconds = 1e9;

template <typename Number>
Number parse_within(std::string_view name, std::string_view text, Number least,
                    Number most) {
  const std::optional<Number> number = parse_number<Number>(text);
  // Written so that NaN is refused: its comparisons are all false.
  if (!number || !(*number >= least && *number <= most)) {
    throw UsageError(fmt::format("-o {}={}: expected a number from {} to {}",
                                 name, text, least, most));
  }
  return *number;
}

// Returns a number of bytes.
std::uint64_t parse_size(std::string_view name, std::string_view text);

// Refuses an option such as "immutable=yes".
void refuse_value(std::string_view option, std::string_view name);

}  // namespace mtscomp
