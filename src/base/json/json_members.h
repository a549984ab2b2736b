// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads the members of one JSON object, each with the type of its key.
//
// Each reading function throws a FormatError if the key is missing or its value
// has another type.  The message has the form "FILE: KEY: expected ..., found
// ...".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/base/json.h"

namespace mtscomp {

// `name` is the file, for messages.
// Throws: FormatError if the text is not JSON or not an object;
// UnsupportedError for a text beyond the limits.
JsonObject parse_json_object(std::string_view text, std::string_view name,
                             const JsonLimits& limits = {});

class JsonMembers {
 public:
  // `name` is the file, or the place in it, for messages.
  // Requires: `object` outlives this.
  JsonMembers(const JsonObject& object, std::string_view name)
      : object_(object), name_(name) {}

  bool has(std::string_view key) const { return find(key) != nullptr; }
  // Whether the key exists and its value is not null.
  bool has_value(std::string_view key) const;

  // The value, or nullptr.
  const JsonValue* find(std::string_view key) const {
    return find_member(object_, key);
  }

  std::string string(std::string_view key) const;
  std::int64_t integer(std::string_view key) const;
  std::uint64_t count(std::string_view key) const;
  // Also accepts 4.0, which programs write that keep all numbers as floats.
  std::uint64_t whole_number(std::string_view key) const;
  double positive_number(std::string_view key) const;
  // Also accepts 0 and 1, since mtscomp accepts every value that Python takes
  // as true or false.
  bool boolean(std::string_view key) const;
  const JsonArray& array(std::string_view key) const;
  std::vector<std::uint64_t> counts(std::string_view key) const;

  [[noreturn]] void refuse(std::string_view key, std::string_view expected,
                           std::string_view found) const;
  // Like refuse(), for a value that another version of the format may allow.
  // Throws: UnsupportedError.
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
