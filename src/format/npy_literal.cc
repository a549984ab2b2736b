// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/npy_literal.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

bool is_printable(char byte) { return byte >= ' ' && byte <= '~'; }

// Reads one token after the other from the text.
class LiteralReader {
 public:
  LiteralReader(std::string_view text, std::size_t first_byte,
                std::string_view name)
      : text_(text), first_byte_(first_byte), name_(name) {}

  // Skips white space and returns the next byte; 0 at the end.
  char peek() {
    at_ = std::min(text_.find_first_not_of(" \t\r\n\f", at_), text_.size());
    return at_ == text_.size() ? '\0' : text_[at_];
  }

  bool take_if(char token) {
    if (peek() != token) {
      return false;
    }
    ++at_;
    return true;
  }

  void take(char token) {
    if (!take_if(token)) {
      refuse(fmt::format("'{}'", token));
    }
  }

  std::string take_string();
  bool take_boolean();
  std::uint64_t take_whole_number();
  std::vector<std::uint64_t> take_shape();
  void take_end() {
    if (peek() != '\0' || at_ != text_.size()) {
      refuse("the end of the header");
    }
  }

  [[noreturn]] void refuse(std::string_view expected) const {
    throw FormatError(fmt::format("{}: byte {}: expected {}, found {}", name_,
                                  first_byte_ + at_, expected,
                                  describe_next()));
  }

 private:
  std::string describe_next() const {
    if (at_ == text_.size()) {
      return "the end of the header";
    }
    const char next = text_[at_];
    return is_printable(next)
               ? fmt::format("'{}'", next)
               : fmt::format("{:#04x}", static_cast<unsigned char>(next));
  }

  std::string_view text_;
  std::size_t first_byte_;
  std::string_view name_;
  std::size_t at_ = 0;
};

std::string LiteralReader::take_string() {
  const char quote = peek();
  if (quote != '\'' && quote != '"') {
    refuse("a string");
  }
  const std::size_t first = ++at_;
  for (; at_ < text_.size() && text_[at_] != quote; ++at_) {
    if (!is_printable(text_[at_]) || text_[at_] == '\\') {
      refuse("printable ASCII without escapes");
    }
  }
  std::string content(text_.substr(first, at_ - first));
  take(quote);
  return content;
}

bool LiteralReader::take_boolean() {
  constexpr std::string_view kTrue = "True";
  constexpr std::string_view kFalse = "False";
  peek();
  const bool is_true = text_.substr(at_).starts_with(kTrue);
  if (!is_true && !text_.substr(at_).starts_with(kFalse)) {
    refuse("True or False");
  }
  at_ += is_true ? kTrue.size() : kFalse.size();
  return is_true;
}

std::uint64_t LiteralReader::take_whole_number() {
  peek();
  const std::string_view rest = text_.substr(at_);
  std::uint64_t number = 0;
  const auto [end, error] =
      std::from_chars(rest.data(), rest.data() + rest.size(), number);
  const auto n_digits = static_cast<std::size_t>(end - rest.data());
  const bool has_leading_zero = n_digits > 1 && rest.front() == '0';
  if (error != std::errc() || has_leading_zero) {
    refuse("a whole number of at most 64 bits");
  }
  at_ += n_digits;
  if (at_ < text_.size() && text_[at_] == 'L') {
    ++at_;
  }
  return number;
}

// In Python, "(3)" is a number; the tuple is "(3,)".
std::vector<std::uint64_t> LiteralReader::take_shape() {
  std::vector<std::uint64_t> shape;
  take('(');
  while (!take_if(')')) {
    shape.push_back(take_whole_number());
    if (shape.size() == 1 || peek() != ')') {
      take(',');
    }
  }
  return shape;
}

// Collects the three values in any order.
class LiteralBuilder {
 public:
  LiteralBuilder(LiteralReader& reader, std::string_view name)
      : reader_(reader), name_(name) {}

  void take_member() {
    const std::string key = reader_.take_string();
    reader_.take(':');
    if (key == "descr") {
      set(descr_, take_descr(), key);
    } else if (key == "fortran_order") {
      set(fortran_order_, reader_.take_boolean(), key);
    } else if (key == "shape") {
      set(shape_, reader_.take_shape(), key);
    } else {
      refuse(key.substr(0, kShown), "only descr, fortran_order and shape",
             "another key");
    }
  }

  NpyLiteral build() const {
    return {.descr = get(descr_, "descr"),
            .fortran_order = get(fortran_order_, "fortran_order"),
            .shape = get(shape_, "shape")};
  }

 private:
  static constexpr std::size_t kShown = 60;

  std::string take_descr() {
    const char next = reader_.peek();
    if (next == '[' || next == '(') {
      refuse("descr", "one type for all values",
             next == '[' ? "a structured type" : "a type with a shape");
    }
    return reader_.take_string().substr(0, kShown);
  }

  template <typename Value>
  void set(std::optional<Value>& place, Value value, std::string_view key) {
    if (place) {
      refuse(key, "the key once", "the key twice");
    }
    place = std::move(value);
  }

  template <typename Value>
  Value get(const std::optional<Value>& value, std::string_view key) const {
    if (!value) {
      refuse(key, "a value", "no such key");
    }
    return *value;
  }

  [[noreturn]] void refuse(std::string_view key, std::string_view expected,
                           std::string_view found) const {
    throw FormatError(fmt::format("{}: {}: expected {}, found {}", name_, key,
                                  expected, found));
  }

  LiteralReader& reader_;
  std::string_view name_;
  std::optional<std::string> descr_;
  std::optional<bool> fortran_order_;
  std::optional<std::vector<std::uint64_t>> shape_;
};

}  // namespace

NpyLiteral parse_npy_literal(std::string_view text, std::size_t first_byte,
                             std::string_view name) {
  LiteralReader reader(text, first_byte, name);
  LiteralBuilder builder(reader, name);
  reader.take('{');
  while (!reader.take_if('}')) {
    builder.take_member();
    if (reader.peek() != '}') {
      reader.take(',');
    }
  }
  reader.take_end();
  return builder.build();
}

}  // namespace mtscomp
