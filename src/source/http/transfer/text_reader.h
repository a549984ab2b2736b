// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads a text of a fixed form from its beginning, such as a date.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "base/text/parse_number.h"

namespace mtscomp {

// After a text of another form, every later call fails too, and is_right()
// returns false.
class TextReader {
 public:
  explicit TextReader(std::string_view text) : rest_(text) {}

  bool is_right() const { return is_right_; }
  bool is_at_end() const { return is_right_ && rest_.empty(); }
  bool has(char c) const { return is_right_ && rest_.starts_with(c); }

  std::string_view take(std::size_t n_characters) {
    is_right_ = is_right_ && rest_.size() >= n_characters;
    if (!is_right_) {
      return {};
    }
    const std::string_view taken = rest_.substr(0, n_characters);
    rest_.remove_prefix(n_characters);
    return taken;
  }

  void expect(std::string_view text) {
    is_right_ = take(text.size()) == text && is_right_;
  }

  unsigned number(std::size_t n_digits) {
    const auto value = parse_number<unsigned>(take(n_digits));
    is_right_ = is_right_ && value.has_value();
    return value.value_or(0);
  }

  // Place of the next three letters in a table, from 0.
  template <std::size_t kSize>
  unsigned word_of(const std::array<std::string_view, kSize>& words) {
    const auto found =
        std::find(words.begin(), words.end(), take(words[0].size()));
    is_right_ = is_right_ && found != words.end();
    return static_cast<unsigned>(found - words.begin());
  }

  void require(bool condition) { is_right_ = is_right_ && condition; }

 private:
  std::string_view rest_;
  bool is_right_ = true;
};

}  // namespace mtscomp
