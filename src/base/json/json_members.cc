// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/json/json_members.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::optional<double> to_number(const JsonValue& value) {
  if (const auto* real = std::get_if<double>(&value.data)) {
    return *real;
  }
  if (const auto* integer = std::get_if<std::uint64_t>(&value.data)) {
    return static_cast<double>(*integer);
  }
  return std::nullopt;
}

}  // namespace

JsonObject parse_json_object(std::string_view text, std::string_view name,
                             const JsonLimits& limits) {
  JsonValue root = parse_json(text, name, limits);
  auto* const object = std::get_if<JsonObject>(&root.data);
  if (object == nullptr) {
    throw FormatError(fmt::format("{}: expected a JSON object, found {}", name,
                                  describe(root)));
  }
  return std::move(*object);
}

bool JsonMembers::has_value(std::string_view key) const {
  const JsonValue* const value = find(key);
  return value != nullptr &&
         !std::holds_alternative<std::nullptr_t>(value->data);
}

std::string JsonMembers::string(std::string_view key) const {
  const JsonValue& value = member(key, "a string");
  const auto* text = std::get_if<std::string>(&value.data);
  if (text == nullptr) {
    refuse(key, "a string", describe(value));
  }
  return *text;
}

std::int64_t JsonMembers::integer(std::string_view key) const {
  const JsonValue& value = member(key, "an integer");
  if (const auto* negative = std::get_if<std::int64_t>(&value.data)) {
    return *negative;
  }
  const auto* count = std::get_if<std::uint64_t>(&value.data);
  if (count == nullptr || !std::in_range<std::int64_t>(*count)) {
    refuse(key, "an integer", describe(value));
  }
  return static_cast<std::int64_t>(*count);
}

std::uint64_t JsonMembers::count(std::string_view key) const {
  return to_count(key, member(key, "a whole number"));
}

std::uint64_t JsonMembers::whole_number(std::string_view key) const {
  const JsonValue& value = member(key, "a whole number");
  constexpr double kExact = 9007199254740992;  // 2^53: smaller ones are exact.
  const auto* const number = std::get_if<double>(&value.data);
  return number != nullptr && *number >= 0 && *number < kExact &&
                 std::trunc(*number) == *number
             ? static_cast<std::uint64_t>(*number)
             : to_count(key, value);
}

double JsonMembers::positive_number(std::string_view key) const {
  const JsonValue& value = member(key, "a number above 0");
  const std::optional<double> number = to_number(value);
  if (!number || *number <= 0) {
    refuse(key, "a number above 0", describe(value));
  }
  return *number;
}

bool JsonMembers::boolean(std::string_view key) const {
  const JsonValue& value = member(key, "true or false");
  if (const auto* truth = std::get_if<bool>(&value.data)) {
    return *truth;
  }
  const auto* integer = std::get_if<std::uint64_t>(&value.data);
  if (integer == nullptr || *integer > 1) {
    refuse(key, "true or false", describe(value));
  }
  return *integer == 1;
}

const JsonArray& JsonMembers::array(std::string_view key) const {
  const JsonValue& value = member(key, "an array");
  const auto* array = std::get_if<JsonArray>(&value.data);
  if (array == nullptr) {
    refuse(key, "an array", describe(value));
  }
  return *array;
}

std::vector<std::uint64_t> JsonMembers::counts(std::string_view key) const {
  const JsonValue& value = member(key, "an array of whole numbers");
  const auto* array = std::get_if<JsonArray>(&value.data);
  if (array == nullptr) {
    refuse(key, "an array of whole numbers", describe(value));
  }
  std::vector<std::uint64_t> numbers;
  numbers.reserve(array->size());
  for (const JsonValue& entry : *array) {
    numbers.push_back(to_count(key, entry));
  }
  return numbers;
}

void JsonMembers::refuse(std::string_view key, std::string_view expected,
                         std::string_view found) const {
  throw FormatError(refusal(key, expected, found));
}

void JsonMembers::refuse_unsupported(std::string_view key,
                                     std::string_view expected,
                                     std::string_view found) const {
  throw UnsupportedError(refusal(key, expected, found));
}

std::string JsonMembers::refusal(std::string_view key,
                                 std::string_view expected,
                                 std::string_view found) const {
  return fmt::format("{}: {}: expected {}, found {}", name_, key, expected,
                     found);
}

const JsonValue& JsonMembers::member(std::string_view key,
                                     std::string_view expected) const {
  const JsonValue* const value = find(key);
  if (value == nullptr) {
    refuse(key, expected, "no such key");
  }
  return *value;
}

std::uint64_t JsonMembers::to_count(std::string_view key,
                                    const JsonValue& value) const {
  const auto* number = std::get_if<std::uint64_t>(&value.data);
  if (number == nullptr) {
    refuse(key, "a whole number", describe(value));
  }
  return *number;
}

}  // namespace mtscomp
