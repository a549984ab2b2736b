// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/header_limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

#include "base/text/byte_size.h"
#include "base/text/parse_number.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

struct NamedLimit {
  std::string_view name;
  std::uint64_t HeaderLimits::*limit;
  bool is_size;        // Whether the value is in bytes.
  std::uint64_t most;  // Larger values overflow the arithmetic or a library.
};

constexpr std::array<NamedLimit, 3> kLimits = {
    {{"max_header_size", &HeaderLimits::max_header_size, true,
      std::uint64_t{2} << 30},
     {"max_chunk_size", &HeaderLimits::max_chunk_size, true,
      std::uint64_t{1} << 50},
     {"max_chunks", &HeaderLimits::max_chunks, false, std::uint64_t{1} << 32}}};

// `place` is the option or variable with this value, such as "-o max_chunks".
std::uint64_t parse_limit(const NamedLimit& known, std::string_view place,
                          std::string_view value) {
  std::uint64_t limit = 0;
  try {
    limit = known.is_size ? parse_byte_size(value)
                          : parse_number<std::uint64_t>(value).value_or(0);
  } catch (const UsageError& error) {
    throw UsageError(fmt::format("{}={}: {}", place, value, error.what()));
  }
  if (limit == 0 || limit > known.most) {
    throw UsageError(fmt::format("{}={}: expected a number from 1 to {}", place,
                                 value, known.most));
  }
  return limit;
}

std::string variable_of(std::string_view name) {
  std::string variable = "MTSCOMP_";
  std::transform(name.begin(), name.end(), std::back_inserter(variable),
                 [](unsigned char c) { return std::toupper(c); });
  return variable;
}

}  // namespace

std::size_t HeaderLimits::max_json_values() const {
  constexpr std::size_t kRest = std::size_t{1} << 16;
  return 2 * (max_chunks + 1) + kRest;
}

HeaderLimits chosen_limits() {
  HeaderLimits limits;
  for (const NamedLimit& known : kLimits) {
    const std::string variable = variable_of(known.name);
    const char* const value = std::getenv(variable.c_str());
    if (value != nullptr && *value != '\0') {
      limits.*(known.limit) = parse_limit(known, variable, value);
    }
  }
  return limits;
}

bool set_limit(std::string_view name, std::string_view value,
               HeaderLimits& limits) {
  const auto* const known = std::find_if(
      kLimits.begin(), kLimits.end(),
      [name](const NamedLimit& candidate) { return candidate.name == name; });
  if (known == kLimits.end()) {
    return false;
  }
  limits.*(known->limit) =
      parse_limit(*known, fmt::format("-o {}", name), value);
  return true;
}

std::string how_to_raise(std::string_view name) {
  // Names mtscompfs, since -o is the name of an output in other programs.
  return fmt::format(
      "; raise the limit with {1}=N in the environment, or -o {0}=N of "
      "mtscompfs",
      name, variable_of(name));
}

void check_header_size(std::uint64_t size, std::string_view name,
                       const HeaderLimits& limits) {
  if (size > limits.max_header_size) {
    throw UnsupportedError(fmt::format("{}: {} bytes exceed the limit of {}{}",
                                       name, size, limits.max_header_size,
                                       how_to_raise("max_header_size")));
  }
}

}  // namespace mtscomp
