// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Strict JSON as plain values: the only place that knows a JSON library.
//
// Strict means: duplicate keys, invalid UTF-8, NaN and anything after the
// value are refused; doubles are read to the last bit; nesting and the number
// of values are limited, instead of overflowing the stack and the memory.
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

// Integers that are not negative are std::uint64_t, negative ones
// std::int64_t; those beyond 64 bits are double.
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
// Values in one text: a short one can hold many, and each takes 40 bytes.
inline constexpr std::size_t kMaxJsonValues = std::size_t{1} << 22;

struct JsonLimits {
  std::size_t max_values = kMaxJsonValues;
  std::string advice = {};  // What the message of one value more ends with.
};

// `name` is the file, for messages.
// Throws: FormatError, with the byte at which the text goes wrong;
// UnsupportedError for a text beyond the limits.
JsonValue parse_json(std::string_view text, std::string_view name,
                     const JsonLimits& limits = {});

// The member's value, or nullptr.
const JsonValue* find_member(const JsonObject& object, std::string_view key);

// Replaces the member's value, or adds the member at the end.
void set_member(JsonObject& object, std::string_view key, JsonValue value);

// What a message says was found: `"F"`, `12`, `an array of 3`, ...; long
// strings are cut.
std::string describe(const JsonValue& value);

}  // namespace mtscomp
