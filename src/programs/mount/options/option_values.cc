// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/options/option_values.h"

#include "base/text/byte_size.h"

namespace mtscomp {

std::uint64_t parse_size(std::string_view name, std::string_view text) {
  try {
    return parse_byte_size(text);
  } catch (const UsageError& error) {
    throw UsageError(fmt::format("-o {}={}: {}", name, text, error.what()));
  }
}

void refuse_value(std::string_view option, std::string_view name) {
  if (option != name) {
    throw UsageError(fmt::format("-o {}: expected no value", option));
  }
}

}  // namespace mtscomp
