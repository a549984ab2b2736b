// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Builds values from the events of a JSON parser, within limits.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/json_elements.h"
#include "mtscomp/base/json.h"

namespace mtscomp {

// A member function that returns false refuses the text; refusal() then has the
// reason.
class JsonBuilder {
 public:
  // Requires: `limits` must outlive this object.
  explicit JsonBuilder(const JsonLimits& limits) : limits_(limits) {}
  // The root must be an array.  Its elements go to `take`.
  // Requires: `limits` and `take` must outlive this object.
  JsonBuilder(const JsonLimits& limits, const TakeElement& take)
      : limits_(limits), take_(&take) {}

  bool add(JsonValue value);
  bool add_number(std::string_view text);
  bool add_string(std::string_view text);
  bool add_key(std::string_view text);
  // Begins an object or array.
  bool open(JsonValue container);
  bool close();
  bool close_object();

  JsonValue take_root() { return std::move(root_); }
  const std::string& refusal() const { return refusal_; }
  // Returns true if the text was refused because of a limit.
  bool is_beyond_limit() const { return is_beyond_limit_; }

 private:
  bool is_utf8(std::string_view text);
  bool is_root_right(const JsonValue& value);
  JsonValue& place_for_next();
  bool has_unique_keys(const JsonObject& object);

  const JsonLimits& limits_;
  const TakeElement* take_ = nullptr;
  JsonValue root_;
  std::vector<JsonValue> open_;
  std::size_t n_values_ = 0;
  std::string refusal_;
  bool is_beyond_limit_ = false;
};

}  // namespace mtscomp
