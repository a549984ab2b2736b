// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/files/extent_key.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text/hex.h"

namespace mtscomp {
namespace {

std::optional<unsigned> digit_value(char digit) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::size_t value = kDigits.find(digit);
  return value == std::string_view::npos
             ? std::nullopt
             : std::optional(static_cast<unsigned>(value));
}

}  // namespace

ExtentName ExtentKey::name() const {
  ExtentName name;
  std::copy_n(digest.begin(), name.bytes.size(), name.bytes.begin());
  return name;
}

// The sizes of the texts make the hashed text unambiguous.
ExtentKey hash_key(const DiskCacheKey& key) {
  return {.digest = sha256(
              fmt::format("{}:{}{}:{}{}:{}{}+{}", key.source.size(), key.source,
                          key.path.size(), key.path, key.version.size(),
                          key.version, key.offset, key.size)),
          .offset = key.offset,
          .size = key.size};
}

std::string to_text(const ExtentName& name) { return to_hex(name.bytes); }

std::optional<ExtentName> parse_extent_name(std::string_view text) {
  ExtentName name;
  if (text.size() != 2 * name.bytes.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < name.bytes.size(); ++i) {
    const std::optional<unsigned> high = digit_value(text[2 * i]);
    const std::optional<unsigned> low = digit_value(text[2 * i + 1]);
    if (!high || !low) {
      return std::nullopt;
    }
    name.bytes[i] = static_cast<unsigned char>(*high << 4U | *low);
  }
  return name;
}

}  // namespace mtscomp
