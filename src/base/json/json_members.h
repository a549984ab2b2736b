// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads the members of one JSON object and checks their types.
//
// Every reading function throws a FormatError if the key is missing, or if the
// value of the key has another type than the function returns.  The message has
// the form "FILE: KEY: expected ..., found ...".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/base/json.h"

namespace mtscomp {

// Parses a text that contains one JSON object.  `name` names the file in
// messages.
// Throws: FormatError if the text is not JSON or not an object;
// UnsupportedError if the text exceeds the limits.
JsonObject parse_json_object(std::string_view text, std::string_view name,
                             const JsonLimits& limits = {});

class JsonMembers {
 public:
  // `name` names the file, or the place in the file, in messages.
  // Requires: `object` must outlive this object.
  JsonMembers(const JsonObject& object, std::string_view name)
      : object_(object), name_(name) {}

  bool has(std::string_view key) const { return find(key) != nullptr; }
  // Returns true if the key exists and its value is not null.
  bool has_value(std::string_view key) const;

  // Returns the value, or nullptr if the key is missing.
  const JsonValue* find(std::string_view key) const {
    return find_member(object_, key);
  }

  std::string string(std::string_view key) const;
  std::int64_t integer(std::string_view key) const;
  std::uint64_t count(std::string_view key) const;
  // Also accepts numbers such as 4.0, because some programs store all numbers
  // as floats.
  std::uint64_t whole_number(std::string_view key) const;
  double positive_number(std::string_view key) const;
  // Also accepts 0 and 1, because mtscomp accepts every value that Python can
  // convert to bool.
  bool boolean(std::string_view key) const;
  const JsonArray& array(std::string_view key) const;
  std::vector<std::uint64_t> counts(std::string_view key) const;

  // Throws: FormatError, which names the file, the key, and both values.
  [[noreturn]] void refuse(std::string_view key, std::string_view expected,
                           std::string_view found) const;
  // Like refuse(), for a value that a newer version of the format may allow.
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
