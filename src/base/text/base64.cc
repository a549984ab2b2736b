// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/base64.h"

#include <openssl/evp.h>

#include <limits>

namespace mtscomp {
namespace {

// libcrypto's sizes are int.
constexpr std::size_t kMaxText = std::numeric_limits<int>::max();

unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::size_t padding_of(std::string_view text) {
  const std::size_t last = text.find_last_not_of('=');
  return last == std::string_view::npos ? text.size() : text.size() - last - 1;
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '\0');
  EVP_EncodeBlock(bytes_of(text), bytes_of(bytes),
                  static_cast<int>(bytes.size()));
  return text;
}

std::optional<std::string> parse_base64(std::string_view text) {
  if (text.size() > kMaxText || text.size() % 4 != 0) {
    return std::nullopt;
  }
  std::string bytes(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(bytes_of(bytes), bytes_of(text),
                                   static_cast<int>(text.size()));
  const std::size_t padding = padding_of(text);
  if (size < 0 || padding > 2 || static_cast<std::size_t>(size) < padding) {
    return std::nullopt;
  }
  bytes.resize(static_cast<std::size_t>(size) - padding);
  // libcrypto also accepts blanks around the text and stray bits.
  if (to_base64(bytes) != text) {
    return std::nullopt;
  }
  return bytes;
}

}  // namespace mtscomp
