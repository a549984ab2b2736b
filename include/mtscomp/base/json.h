// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Strict JSON as plain values.  Only this component uses a JSON library.
//
// Duplicate keys, invalid UTF-8, NaN and text after the value are refused.
// Doubles are read exactly.  Nesting and the number of values are limited,
// which protects the stack and the memory.
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

// Integers from 0 on are std::uint64_t, negative integers std::int64_t, and
// integers beyond 64 bits double.
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
// Most values in one text.  Each uses 40 bytes, and a short text can hold many.
inline constexpr std::size_t kMaxJsonValues = std::size_t{1} << 22;

struct JsonLimits {
  std::size_t max_values = kMaxJsonValues;
  std::string advice = {};  // End of the message if there are more.
};

// `name` is the file, for messages.
// Throws: FormatError, which names the byte of the error; UnsupportedError for
// a text beyond the limits.
JsonValue parse_json(std::string_view text, std::string_view name,
                     const JsonLimits& limits = {});

// The member's value, or nullptr.
const JsonValue* find_member(const JsonObject& object, std::string_view key);

// Replaces the member's value, or adds the member at the end.
void set_member(JsonObject& object, std::string_view key, JsonValue value);

// Describes a value in a message: `"F"`, `12`, `an array of 3`, ...  Long
// strings are cut.
std::string describe(const JsonValue& value);

}  // namespace mtscomp
