// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/json/json_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text/parse_number.h"

namespace mtscomp {

// RapidJSON checks the bytes of the text, but converts an unpaired "\udc00" to
// the three bytes 0xed 0xb0 0x80, which are not valid UTF-8.
bool JsonBuilder::is_utf8(std::string_view text) {
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

bool JsonBuilder::add_string(std::string_view text) {
  return is_utf8(text) && add({std::string(text)});
}

bool JsonBuilder::add_key(std::string_view text) {
  if (!is_utf8(text)) {
    return false;
  }
  std::get<JsonObject>(open_.back().data)
      .push_back({std::string(text), JsonValue()});
  return true;
}

bool JsonBuilder::add_number(std::string_view text) {
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

bool JsonBuilder::is_root_right(const JsonValue& value) {
  if (take_ != nullptr && open_.empty() &&
      !std::holds_alternative<JsonArray>(value.data)) {
    refusal_ = fmt::format("expected an array, found {}", describe(value));
    return false;
  }
  return true;
}

bool JsonBuilder::add(JsonValue value) {
  if (!is_root_right(value)) {
    return false;
  }
  if (++n_values_ > limits_.max_values) {
    refusal_ = fmt::format("more than {} values{}", limits_.max_values,
                           limits_.advice);
    is_beyond_limit_ = true;
    return false;
  }
  if (take_ != nullptr && open_.size() == 1) {
    n_values_ = 0;
    (*take_)(std::move(value));
    return true;
  }
  std::swap(place_for_next(), value);
  return true;
}

// Place in the innermost open container; the root if none is open.
JsonValue& JsonBuilder::place_for_next() {
  if (open_.empty()) {
    return root_;
  }
  if (auto* array = std::get_if<JsonArray>(&open_.back().data)) {
    return array->emplace_back();
  }
  return std::get<JsonObject>(open_.back().data).back().value;
}

bool JsonBuilder::open(JsonValue container) {
  if (!is_root_right(container)) {
    return false;
  }
  if (open_.size() == kMaxJsonDepth) {
    refusal_ = fmt::format("nested more than {} levels deep", kMaxJsonDepth);
    is_beyond_limit_ = true;
    return false;
  }
  open_.push_back(std::move(container));
  return true;
}

bool JsonBuilder::close() {
  JsonValue container = std::move(open_.back());
  open_.pop_back();
  return add(std::move(container));
}

bool JsonBuilder::close_object() {
  return has_unique_keys(std::get<JsonObject>(open_.back().data)) && close();
}

bool JsonBuilder::has_unique_keys(const JsonObject& object) {
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

}  // namespace mtscomp
