// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/character_references.h"

#include <array>
#include <cstdint>
#include <optional>

#include "base/text/parse_number.h"

namespace mtscomp {
namespace {

struct NamedCharacter {
  std::string_view name;
  char character;
};

constexpr std::array<NamedCharacter, 5> kNames = {{
    {"amp", '&'},
    {"apos", '\''},
    {"gt", '>'},
    {"lt", '<'},
    {"quot", '"'},
}};

// Returns nothing for numbers that are no characters.
std::optional<std::string> utf8_of(std::uint32_t code) {
  const auto tail = [code](unsigned shift) {
    return static_cast<char>(0x80U | ((code >> shift) & 0x3fU));
  };
  const auto head = [code](unsigned mark, unsigned shift) {
    return static_cast<char>(mark | (code >> shift));
  };
  if (code == 0 || (code >= 0xd800 && code < 0xe000) || code > 0x10ffff) {
    return std::nullopt;
  }
  if (code < 0x80) {
    return std::string{head(0, 0)};
  }
  if (code < 0x800) {
    return std::string{head(0xc0, 6), tail(0)};
  }
  if (code < 0x10000) {
    return std::string{head(0xe0, 12), tail(6), tail(0)};
  }
  return std::string{head(0xf0, 18), tail(12), tail(6), tail(0)};
}

// Decodes the text between '&' and ';'.
std::optional<std::string> decode(std::string_view reference) {
  constexpr int kHexadecimal = 16;
  if (reference.starts_with("#x") || reference.starts_with("#X")) {
    const auto code =
        parse_number<std::uint32_t>(reference.substr(2), kHexadecimal);
    return code ? utf8_of(*code) : std::nullopt;
  }
  if (reference.starts_with('#')) {
    const auto code = parse_number<std::uint32_t>(reference.substr(1));
    return code ? utf8_of(*code) : std::nullopt;
  }
  for (const NamedCharacter& entry : kNames) {
    if (reference == entry.name) {
      return std::string(1, entry.character);
    }
  }
  return std::nullopt;
}

}  // namespace

std::string decode_character_references(std::string_view text) {
  constexpr std::size_t kLongest = 10;
  std::string decoded;
  decoded.reserve(text.size());
  while (!text.empty()) {
    const std::size_t end = text[0] == '&' ? text.substr(0, kLongest).find(';')
                                           : std::string_view::npos;
    const std::optional<std::string> character =
        end == std::string_view::npos ? std::nullopt
                                      : decode(text.substr(1, end - 1));
    decoded += character ? *character : std::string(1, text[0]);
    text.remove_prefix(character ? end + 1 : 1);
  }
  return decoded;
}

}  // namespace mtscomp
