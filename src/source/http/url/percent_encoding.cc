// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/url/percent_encoding.h"

#include "base/text/parse_number.h"

namespace mtscomp {
namespace {

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

std::string encode(std::string_view bytes, std::string_view kept) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string text;
  text.reserve(bytes.size());
  for (const char c : bytes) {
    if (is_unreserved(c) || kept.find(c) != std::string_view::npos) {
      text += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      text += '%';
      text += kDigits[byte >> 4U];
      text += kDigits[byte & 0xfU];
    }
  }
  return text;
}

std::optional<std::string> decode(std::string_view text, char blank) {
  constexpr std::size_t kDigits = 2;
  constexpr int kHexadecimal = 16;
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      bytes += text[i] == blank ? ' ' : text[i];
      continue;
    }
    const std::string_view digits = text.substr(i + 1, kDigits);
    const auto byte = parse_number<unsigned char>(digits, kHexadecimal);
    if (digits.size() != kDigits || !byte) {
      return std::nullopt;
    }
    bytes += static_cast<char>(*byte);
    i += kDigits;
  }
  return bytes;
}

}  // namespace

std::string percent_encode(std::string_view bytes) { return encode(bytes, ""); }

std::string percent_encode_path(std::string_view path) {
  return encode(path, "/");
}

std::optional<std::string> percent_decode(std::string_view text) {
  return decode(text, ' ');
}

std::optional<std::string> form_decode(std::string_view text) {
  return decode(text, '+');
}

}  // namespace mtscomp
