// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/transfer/etag.h"

#include <algorithm>

#include "base/text/trim.h"

namespace mtscomp {
namespace {

// Longer tags are refused: each open file and each cached chunk would keep one.
constexpr std::size_t kMaxSize = 1024;

// RFC 9110: etagc, which excludes blanks, control characters and quotes.
bool may_stand_in_quotes(char c) {
  return static_cast<unsigned char>(c) > ' ' && c != '"' && c != '\x7f';
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

bool is_quoted(std::string_view tag) {
  return tag.size() >= 2 && tag.front() == '"' && tag.back() == '"' &&
         std::all_of(tag.begin() + 1, tag.end() - 1, may_stand_in_quotes);
}

}  // namespace

std::optional<std::string> parse_strong_etag(std::string_view header) {
  const std::string_view tag = trim(header);
  const bool is_plain =
      !tag.empty() && std::all_of(tag.begin(), tag.end(), is_letter_or_digit);
  if (tag.size() > kMaxSize || (!is_quoted(tag) && !is_plain)) {
    return std::nullopt;
  }
  return std::string(tag);
}

}  // namespace mtscomp
