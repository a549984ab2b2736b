// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/utf8_text.h"

#include <fmt/format.h>

#include <cstdint>

namespace mtscomp {
namespace {

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

// Length of a sequence with this first byte; 0 if no sequence begins with it.
std::size_t sequence_length(unsigned lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xc2 && lead < 0xe0) {
    return 2;
  }
  if (lead >= 0xe0 && lead < 0xf0) {
    return 3;
  }
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

// RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF.
bool is_second_byte_right(unsigned lead, unsigned second) {
  switch (lead) {
    case 0xe0:
      return second >= 0xa0;
    case 0xed:
      return second < 0xa0;
    case 0xf0:
      return second >= 0x90;
    case 0xf4:
      return second < 0x90;
    default:
      return true;
  }
}

// Copies valid UTF-8 and replaces each other byte by replace(byte).
template <typename Replace>
std::string convert(std::string_view bytes, Replace replace) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = utf8_length_at(bytes, at);
    if (length > 0) {
      text.append(bytes.substr(at, length));
      at += length;
    } else {
      text += replace(byte_at(bytes, at++));
    }
  }
  return text;
}

}  // namespace

std::size_t utf8_length_at(std::string_view bytes, std::size_t at) {
  const unsigned lead = byte_at(bytes, at);
  const std::size_t length = sequence_length(lead);
  if (length == 0 || at + length > bytes.size()) {
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(bytes, at + i) & 0xc0U) != 0x80) {
      return 0;
    }
  }
  return length > 1 && !is_second_byte_right(lead, byte_at(bytes, at + 1))
             ? 0
             : length;
}

std::string to_utf8(std::string_view bytes) {
  return convert(bytes, [](unsigned byte) {
    return std::string{'\xed', static_cast<char>(0xb0U | (byte >> 6U)),
                       static_cast<char>(0x80U | (byte & 0x3fU))};
  });
}

std::string to_printable_utf8(std::string_view bytes) {
  return convert(bytes,
                 [](unsigned byte) { return fmt::format("\\x{:02x}", byte); });
}

std::string replace_invalid_utf8(std::string_view bytes) {
  return convert(bytes, [](unsigned) { return kReplacement; });
}

}  // namespace mtscomp
