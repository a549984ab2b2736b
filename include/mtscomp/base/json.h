// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses strict JSON to plain values.  Only this component uses a JSON library.
//
// The parser refuses duplicate keys, invalid UTF-8, NaN and text after the
// value.  Doubles are read exactly.  The nesting depth and the number of values
// are limited, to protect the stack and the memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

struct JsonValue;
struct JsonMember;
using JsonArray = std::vector<JsonValue>;
using JsonObject = std::vector<JsonMember>;

// Integers of 0 and more are stored as std::uint64_t, negative integers as
// std::int64_t.  Integers that do not fit in 64 bits are stored as double.
struct JsonValue {
  std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double,
               std::string, JsonArray, JsonObject>
      data;
};

struct JsonMember {
  std::string key;
  JsonValue value;
};

inline constexpr std::size_t kMaxJsonDepth = 64;
// Maximum number of values in one text.  The limit protects the memory: every
// value uses 40 bytes, and a short text can contain many values.
inline constexpr std::size_t kMaxJsonValues = std::size_t{1} << 22;

struct JsonLimits {
  std::size_t max_values = kMaxJsonValues;
  // Added to the error message if a text has more than max_values values.
  std::string advice = {};
};

// Parses a text.  `name` names the file in messages.
// Throws: FormatError if the text is not valid JSON, with the position of the
// error in bytes; UnsupportedError if the text exceeds the limits.
JsonValue parse_json(std::string_view text, std::string_view name,
                     const JsonLimits& limits = {});

// Returns the value of the member with this key, or nullptr if `object` has no
// such member.
const JsonValue* find_member(const JsonObject& object, std::string_view key);

// Replaces the value of the member with this key.  If `object` has no such
// member, adds the member at the end.
void set_member(JsonObject& object, std::string_view key, JsonValue value);

// Describes a value in a message: `"F"`, `12`, `an array of 3`, ...  Long
// strings are shortened.
std::string describe(const JsonValue& value);

}  // namespace mtscomp
