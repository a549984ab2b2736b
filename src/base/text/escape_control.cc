// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/escape_control.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "base/text/utf8_text.h"

namespace mtscomp {
namespace {

bool is_ascii_control(char c) {
  constexpr unsigned char kFirstPrintable = 0x20;
  constexpr char kDelete = 0x7f;
  return static_cast<unsigned char>(c) < kFirstPrintable || c == kDelete;
}

std::string escape(char c) {
  switch (c) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
}

// Requires: `bytes` is the UTF-8 text of one character beyond ASCII.
std::string escape_if_control(std::string_view bytes) {
  constexpr unsigned char kLastC1 = 0x9f;
  const auto second = static_cast<unsigned char>(bytes[1]);
  if (bytes[0] == '\xc2' && second <= kLastC1) {
    return fmt::format("\\u00{:02x}", second);
  }
  if (bytes == "\xe2\x80\xa8") {
    return "\\u2028";
  }
  return bytes == "\xe2\x80\xa9" ? "\\u2029" : std::string(bytes);
}

}  // namespace

std::string escape_control(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length_at(text, at);
    if (length > 1) {
      line += escape_if_control(text.substr(at, length));
    } else if (length == 0 || is_ascii_control(text[at])) {
      line += escape(text[at]);
    } else {
      line += text[at];
    }
    at += std::max<std::size_t>(1, length);
  }
  return line;
}

}  // namespace mtscomp
