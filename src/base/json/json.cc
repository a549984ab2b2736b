// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/json.h"

#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>

#include "base/json/json_builder.h"
#include "base/json/json_elements.h"
#include "base/text/escape_control.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// RapidJSON's handler: passes the events of the parser to the builder.
struct Handler {
  JsonBuilder& builder;

  // NOLINTBEGIN(readability-identifier-naming): RapidJSON calls these names.
  bool Null() { return builder.add({nullptr}); }
  bool Bool(bool value) { return builder.add({value}); }
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }
  bool RawNumber(const char* text, unsigned size, bool) {
    return builder.add_number({text, size});
  }
  bool String(const char* text, unsigned size, bool) {
    return builder.add_string({text, size});
  }
  bool StartObject() { return builder.open({JsonObject()}); }
  bool Key(const char* text, unsigned size, bool) {
    return builder.add_key({text, size});
  }
  bool EndObject(unsigned) { return builder.close_object(); }
  bool StartArray() { return builder.open({JsonArray()}); }
  bool EndArray(unsigned) { return builder.close(); }
  // NOLINTEND(readability-identifier-naming)
};

void parse_into(JsonBuilder& builder, std::string_view text,
                std::string_view name) {
  using namespace rapidjson;
  // The defaults have three problems.  Doubles can be wrong in their last bit
  // (with kParseFullPrecisionFlag too, from 18 digits on), nesting causes
  // recursion, and invalid UTF-8 is accepted.
  constexpr unsigned kFlags = kParseNumbersAsStringsFlag | kParseIterativeFlag |
                              kParseValidateEncodingFlag;
  MemoryStream memory(text.data(), text.size());
  EncodedInputStream<UTF8<>, MemoryStream> stream(memory);
  Handler handler{builder};
  Reader reader;
  const ParseResult result = reader.Parse<kFlags>(stream, handler);
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
}

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
  JsonBuilder builder(limits);
  parse_into(builder, text, name);
  return builder.take_root();
}

void parse_json_elements(std::string_view text, std::string_view name,
                         const JsonLimits& limits, const TakeElement& take) {
  JsonBuilder builder(limits, take);
  parse_into(builder, text, name);
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
