// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/shard.h"

#include <fmt/format.h>

#include <optional>
#include <span>
#include <string>

#include "base/files/sha1.h"
#include "base/text/parse_number.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
bool Shard::contains(std::string_view key) const {
  constexpr int kHexadecimal = 16;
  constexpr std::size_t kDigits = 16;
  Sha1 sha1;
  sha1.update(std::as_bytes(std::span(key)));
  const std::string digits = sha1.finish().substr(0, kDigits);
  return parse_number<std::uint64_t>(digits, kHexadecimal).value_or(0) %
             count ==
         index;
}

Shard parse_shard(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const auto index = parse_number<std::uint64_t>(text.substr(0, slash));
    const auto count = parse_number<std::uint64_t>(text.substr(slash + 1));
    if (index && count && *index < *count) {
      return {.index = *index, .count = *count};
    }
  }
  throw UsageError(
      fmt::format("--shard \"{}\": expected i/n with i from 0 to n - 1", text));
}

}  // namespace mtscomp
