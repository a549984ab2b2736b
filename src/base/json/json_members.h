// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The members of one JSON object, each read with the type that its key has.
//
// Every reading function throws a FormatError that names file, key,
// expectation and finding, if the key is missing or its value is of another
// type.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/base/json.h"

namespace mtscomp {

// `name` is the file, for messages.
// Throws: FormatError if the text is not JSON, or not an object.
JsonObject parse_json_object(std::string_view text, std::string_view name,
                             const JsonLimits& limits = {});

class JsonMembers {
 public:
  // `name` is the file, or the place in it, for messages.
  // Requires: `object` outlives this.
  JsonMembers(const JsonObject& object, std::string_view name)
      : object_(object), name_(name) {}

  bool has(std::string_view key) const { return find(key) != nullptr; }
  // Not so for null either.
  bool has_value(std::string_view key) const;

  // The value, or nullptr.
  const JsonValue* find(std::string_view key) const {
    return find_member(object_, key);
  }

  std::string string(std::string_view key) const;
  std::int64_t integer(std::string_view key) const;
  std::uint64_t count(std::string_view key) const;
  // Also of 4.0, as programs print it that keep all numbers as floats.
  std::uint64_t whole_number(std::string_view key) const;
  double positive_number(std::string_view key) const;
  // Also of 0 and 1: mtscomp asks only what is true in Python's sense.
  bool boolean(std::string_view key) const;
  const JsonArray& array(std::string_view key) const;
  std::vector<std::uint64_t> counts(std::string_view key) const;

  [[noreturn]] void refuse(std::string_view key, std::string_view expected,
                           std::string_view found) const;
  // For a value that another version of the format may allow.
  // Throws: UnsupportedError, with the same message.
  [[noreturn]] void refuse_unsupported(std::string_view key,
                                       std::string_view expected,
                                       std::string_view found) const;

 private:
  std::string refusal(std::string_view key, std::string_view expected,
                      std::string_view found) const;
  const JsonValue& member(std::string_view key,
                          std::string_view expected) const;
  std::uint64_t to_count(std::string_view key, const JsonValue& value) const;

  const JsonObject& object_;
  std::string name_;
};

}  // namespace mtscomp
