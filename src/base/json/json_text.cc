// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/json/json_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

#include "base/text/python_repr.h"

namespace mtscomp {
namespace {

// Returns the code point that starts at `at`, and moves `at` behind it.
char32_t take_code_point(std::string_view text, std::size_t& at) {
  constexpr unsigned kFirstLeadByte = 0x80;
  constexpr unsigned kLeadOfThree = 0xe0;
  constexpr unsigned kLeadOfFour = 0xf0;
  constexpr unsigned kBitsPerByte = 6;
  constexpr unsigned kLowBits = 0x3f;
  const unsigned lead = static_cast<unsigned char>(text[at++]);
  if (lead < kFirstLeadByte) {
    return lead;
  }
  const unsigned n_more = lead < kLeadOfThree ? 1 : lead < kLeadOfFour ? 2 : 3;
  assert(at + n_more <= text.size());
  char32_t code_point = lead & (kLowBits >> n_more);
  for (const std::size_t end = at + n_more; at < end; ++at) {
    code_point = (code_point << kBitsPerByte) |
                 (static_cast<unsigned char>(text[at]) & kLowBits);
  }
  return code_point;
}

// "\u00e9"; beyond 16 bits two escapes, as in UTF-16.
std::string escape_code_point(char32_t code_point) {
  constexpr char32_t kBeyond16Bits = 0x10000;
  constexpr char32_t kHighSurrogate = 0xd800;
  constexpr char32_t kLowSurrogate = 0xdc00;
  constexpr unsigned kShift = 10;
  constexpr char32_t kMask = 0x3ff;
  if (code_point < kBeyond16Bits) {
    return fmt::format("\\u{:04x}", static_cast<unsigned>(code_point));
  }
  const char32_t offset = code_point - kBeyond16Bits;
  return escape_code_point(kHighSurrogate + (offset >> kShift)) +
         escape_code_point(kLowSurrogate + (offset & kMask));
}

std::string escape(char32_t code_point) {
  constexpr std::string_view kEscaped = "\"\\\n\r\t\f\b";
  constexpr std::string_view kLetters = "\"\\nrtfb";
  if (code_point < ' ' || code_point > '~' || code_point == '"' ||
      code_point == '\\') {
    const std::size_t at = code_point > '~'
                               ? std::string_view::npos
                               : kEscaped.find(static_cast<char>(code_point));
    return at == std::string_view::npos ? escape_code_point(code_point)
                                        : fmt::format("\\{}", kLetters[at]);
  }
  return {static_cast<char>(code_point)};
}

// Appends values to a text, one overload for each type of value.
class TextWriter {
 public:
  explicit TextWriter(bool on_one_line) : is_on_one_line_(on_one_line) {}

  void write(const JsonValue& value) {
    std::visit([this](const auto& data) { write(data); }, value.data);
  }

  std::string take_text() { return std::move(text_); }

 private:
  void write(std::nullptr_t) { text_ += "null"; }
  void write(bool value) { text_ += value ? "true" : "false"; }
  void write(std::int64_t value) { text_ += fmt::to_string(value); }
  void write(std::uint64_t value) { text_ += fmt::to_string(value); }

  void write(double value) {
    if (std::isfinite(value)) {
      text_ += python_repr(value);
    } else {
      text_ += std::isnan(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
    }
  }

  void write(const std::string& text) {
    text_ += '"';
    for (std::size_t at = 0; at < text.size();) {
      text_ += escape(take_code_point(text, at));
    }
    text_ += '"';
  }

  void write(const JsonArray& array) {
    write_items('[', ']', array,
                [this](const JsonValue& item) { write(item); });
  }

  // Python sorts by code point, which is the order of the UTF-8 bytes.
  void write(const JsonObject& object) {
    std::vector<const JsonMember*> members;
    members.reserve(object.size());
    for (const JsonMember& member : object) {
      members.push_back(&member);
    }
    std::sort(members.begin(), members.end(),
              [](const JsonMember* left, const JsonMember* right) {
                return left->key < right->key;
              });
    write_items('{', '}', members, [this](const JsonMember* member) {
      write(member->key);
      text_ += ": ";
      write(member->value);
    });
  }

  template <typename Items, typename WriteItem>
  void write_items(char open, char close, const Items& items,
                   WriteItem write_item) {
    text_ += open;
    ++depth_;
    for (std::size_t i = 0; i < items.size(); ++i) {
      text_ += i == 0 ? "" : is_on_one_line_ ? ", " : ",";
      start_line();
      write_item(items[i]);
    }
    --depth_;
    if (!items.empty()) {
      start_line();
    }
    text_ += close;
  }

  void start_line() {
    constexpr std::size_t kIndentation = 2;
    if (is_on_one_line_) {
      return;
    }
    text_ += '\n';
    text_.append(kIndentation * depth_, ' ');
  }

  bool is_on_one_line_;
  std::string text_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string serialize_json(const JsonValue& value) {
  TextWriter writer(/*on_one_line=*/false);
  writer.write(value);
  return writer.take_text();
}

std::string serialize_json_line(const JsonValue& value) {
  TextWriter writer(/*on_one_line=*/true);
  writer.write(value);
  return writer.take_text();
}

}  // namespace mtscomp
