// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/shard.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <span>
#include <string>

#include "base/files/sha1.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::optional<std::uint64_t> to_number(std::string_view text, int base) {
  std::uint64_t number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number, base);
  return error == std::errc() && end == last ? std::optional(number)
                                             : std::nullopt;
}

}  // namespace

bool Shard::contains(std::string_view key) const {
  constexpr int kHexadecimal = 16;
  constexpr std::size_t kDigits = 16;
  Sha1 sha1;
  sha1.update(std::as_bytes(std::span(key)));
  const std::string digits = sha1.finish().substr(0, kDigits);
  return to_number(digits, kHexadecimal).value_or(0) % count == index;
}

Shard parse_shard(std::string_view text) {
  constexpr int kDecimal = 10;
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const auto index = to_number(text.substr(0, slash), kDecimal);
    const auto count = to_number(text.substr(slash + 1), kDecimal);
    if (index && count && *index < *count) {
      return {.index = *index, .count = *count};
    }
  }
  throw UsageError(
      fmt::format("shard \"{}\": expected i/n with i from 0 to n - 1", text));
}

}  // namespace mtscomp
