// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/json.h"

#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <optional>

#include "base/text/escape_control.h"
#include "base/text/parse_number.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// Collects the parser's events into values.  A member function that returns
// false ends the parse; refusal() then has the reason.
class ValueBuilder {
 public:
  explicit ValueBuilder(const JsonLimits& limits) : limits_(limits) {}

  // NOLINTBEGIN(readability-identifier-naming): RapidJSON calls these names.
  bool Null() { return add({nullptr}); }
  bool Bool(bool value) { return add({value}); }
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }
  bool RawNumber(const char* text, unsigned size, bool) {
    return add_number({text, size});
  }
  bool String(const char* text, unsigned size, bool) {
    return is_utf8({text, size}) && add({std::string(text, size)});
  }
  bool StartObject() { return open({JsonObject()}); }
  bool Key(const char* text, unsigned size, bool) {
    if (!is_utf8({text, size})) {
      return false;
    }
    std::get<JsonObject>(open_.back().data)
        .push_back({std::string(text, size), JsonValue()});
    return true;
  }
  bool EndObject(unsigned) {
    return has_unique_keys(std::get<JsonObject>(open_.back().data)) && close();
  }
  bool StartArray() { return open({JsonArray()}); }
  bool EndArray(unsigned) { return close(); }
  // NOLINTEND(readability-identifier-naming)

  JsonValue take_root() { return std::move(root_); }
  const std::string& refusal() const { return refusal_; }
  bool is_beyond_limit() const { return is_beyond_limit_; }

 private:
  // RapidJSON checks the bytes of the text, but converts an unpaired "\udc00"
  // to the three bytes 0xed 0xb0 0x80, which are not valid UTF-8.
  bool is_utf8(std::string_view text) {
    constexpr unsigned char kFirstSurrogate = 0xa0;
    for (std::size_t at = text.find('\xed'); at != std::string_view::npos;
         at = text.find('\xed', at + 1)) {
      if (static_cast<unsigned char>(text[at + 1]) >= kFirstSurrogate) {
        refusal_ = "an unpaired surrogate";
        return false;
      }
    }
    return true;
  }

  bool add_number(std::string_view text) {
    if (const auto count = parse_number<std::uint64_t>(text)) {
      return add({*count});
    }
    if (const auto integer = parse_number<std::int64_t>(text)) {
      return add({*integer});
    }
    if (const auto real = parse_number<double>(text)) {
      return add({*real});
    }
    refusal_ = "a number beyond the range of double";
    return false;
  }

  bool add(JsonValue value) {
    if (++n_values_ > limits_.max_values) {
      refusal_ = fmt::format("more than {} values{}", limits_.max_values,
                             limits_.advice);
      is_beyond_limit_ = true;
      return false;
    }
    std::swap(place_for_next(), value);
    return true;
  }

  // Place in the innermost open container; the root if none is open.
  JsonValue& place_for_next() {
    if (open_.empty()) {
      return root_;
    }
    if (auto* array = std::get_if<JsonArray>(&open_.back().data)) {
      return array->emplace_back();
    }
    return std::get<JsonObject>(open_.back().data).back().value;
  }

  bool open(JsonValue container) {
    if (open_.size() == kMaxJsonDepth) {
      refusal_ = fmt::format("nested more than {} levels deep", kMaxJsonDepth);
      is_beyond_limit_ = true;
      return false;
    }
    open_.push_back(std::move(container));
    return true;
  }

  bool close() {
    JsonValue container = std::move(open_.back());
    open_.pop_back();
    return add(std::move(container));
  }

  bool has_unique_keys(const JsonObject& object) {
    std::vector<std::string_view> keys;
    keys.reserve(object.size());
    for (const JsonMember& member : object) {
      keys.push_back(member.key);
    }
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice != keys.end()) {
      refusal_ =
          fmt::format("key {} appears twice", describe({std::string(*twice)}));
    }
    return twice == keys.end();
  }

  const JsonLimits& limits_;
  JsonValue root_;
  std::vector<JsonValue> open_;
  std::size_t n_values_ = 0;
  std::string refusal_;
  bool is_beyond_limit_ = false;
};

std::string describe_string(const std::string& text) {
  constexpr std::size_t kShown = 60;
  return text.size() <= kShown
             ? fmt::format("\"{}\"", escape_control(text))
             : fmt::format("\"{}...\" ({} bytes)",
                           escape_control(text.substr(0, kShown)), text.size());
}

struct Describe {
  std::string operator()(std::nullptr_t) const { return "null"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(const std::string& text) const {
    return describe_string(text);
  }
  std::string operator()(const JsonArray& array) const {
    return fmt::format("an array of {}", array.size());
  }
  std::string operator()(const JsonObject&) const { return "an object"; }
  template <typename Number>
  std::string operator()(Number value) const {
    return fmt::format("{}", value);
  }
};

}  // namespace

JsonValue parse_json(std::string_view text, std::string_view name,
                     const JsonLimits& limits) {
  using namespace rapidjson;
  // The defaults have three problems.  Doubles can be wrong in their last bit
  // (with kParseFullPrecisionFlag too, from 18 digits on), nesting causes
  // recursion, and invalid UTF-8 is accepted.
  constexpr unsigned kFlags = kParseNumbersAsStringsFlag | kParseIterativeFlag |
                              kParseValidateEncodingFlag;
  MemoryStream memory(text.data(), text.size());
  EncodedInputStream<UTF8<>, MemoryStream> stream(memory);
  ValueBuilder builder(limits);
  Reader reader;
  const ParseResult result = reader.Parse<kFlags>(stream, builder);
  if (result.IsError()) {
    const std::string message = fmt::format(
        "{}: cannot parse JSON at byte {}: {}", name, result.Offset(),
        builder.refusal().empty() ? GetParseError_En(result.Code())
                                  : builder.refusal());
    if (builder.is_beyond_limit()) {
      throw UnsupportedError(message);
    }
    throw FormatError(message);
  }
  // RapidJSON ends the text at the first NUL.
  if (stream.Tell() != text.size()) {
    throw FormatError(
        fmt::format("{}: cannot parse JSON at byte {}: a NUL after the value",
                    name, stream.Tell()));
  }
  return builder.take_root();
}

const JsonValue* find_member(const JsonObject& object, std::string_view key) {
  const auto member = std::find_if(
      object.begin(), object.end(),
      [key](const JsonMember& candidate) { return candidate.key == key; });
  return member == object.end() ? nullptr : &member->value;
}

void set_member(JsonObject& object, std::string_view key, JsonValue value) {
  const auto member = std::find_if(
      object.begin(), object.end(),
      [key](const JsonMember& candidate) { return candidate.key == key; });
  if (member == object.end()) {
    object.push_back({std::string(key), std::move(value)});
  } else {
    member->value = std::move(value);
  }
}

std::string describe(const JsonValue& value) {
  return std::visit(Describe(), value.data);
}

}  // namespace mtscomp
