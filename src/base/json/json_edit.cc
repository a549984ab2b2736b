// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/json/json_edit.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <utility>

#include "base/json/json_members.h"
#include "base/json/json_text.h"

namespace mtscomp {
namespace {

// The place of one member in the text, from the quote before its key to the end
// of its value.
struct MemberPlace {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Returns the position after the string that begins at `at`.
std::size_t skip_string(std::string_view text, std::size_t at) {
  for (++at; text[at] != '"'; ++at) {
    at += text[at] == '\\' ? 1U : 0U;
  }
  return at + 1;
}

// Finds the members of an object.
// Requires: `text` is valid JSON, and an object.
std::vector<MemberPlace> find_places(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  std::vector<MemberPlace> places;
  std::size_t depth = 0;
  bool is_inside = false;  // Inside of a member.
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const bool closes_object = c == '}' && depth == 1;
    if (depth == 1 && is_inside && (c == ',' || closes_object)) {
      is_inside = false;
    }
    if (depth == 1 && !is_inside && c == '"') {
      places.push_back({.begin = at, .end = at});
      is_inside = true;
    }
    depth += c == '{' || c == '[' ? 1U : 0U;
    depth -= c == '}' || c == ']' ? 1U : 0U;
    const bool is_blank = kBlank.find(c) != std::string_view::npos;
    at = c == '"' ? skip_string(text, at) : at + 1;
    if (is_inside && !is_blank) {
      places.back().end = at;
    }
  }
  return places;
}

// A member as serialize_json() writes it in an object.
std::string write_member(const std::string& key, const JsonValue& value) {
  constexpr std::string_view kOpen = "{\n  ";
  constexpr std::string_view kClose = "\n}";
  const std::string object = serialize_json({JsonObject{{key, value}}});
  return object.substr(kOpen.size(),
                       object.size() - kOpen.size() - kClose.size());
}

// Puts members together, with separators between them.
class MemberList {
 public:
  void add(std::string_view member, std::string_view separator) {
    if (!text_.empty()) {
      text_ += separator;
    }
    text_ += member;
  }

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

constexpr std::string_view kSeparator = ",\n  ";

// Adds the changes with keys below `key` that are not in the object yet.
void add_new(std::vector<const MemberChange*>& added, const std::string* key,
             MemberList& members) {
  while (!added.empty() && (key == nullptr || added.front()->key < *key)) {
    members.add(write_member(added.front()->key, *added.front()->value),
                kSeparator);
    added.erase(added.begin());
  }
}

std::vector<const MemberChange*> find_new(
    const JsonObject& object, const std::vector<MemberChange>& changes) {
  std::vector<const MemberChange*> added;
  for (const MemberChange& change : changes) {
    if (change.value && find_member(object, change.key) == nullptr) {
      added.push_back(&change);
    }
  }
  std::sort(added.begin(), added.end(),
            [](const MemberChange* left, const MemberChange* right) {
              return left->key < right->key;
            });
  return added;
}

// Puts members into an object without members.
std::string fill_empty(std::string_view object, const std::string& members) {
  if (members.empty()) {
    return std::string(object);
  }
  return std::string(object.substr(0, object.find('{'))) + "{\n  " + members +
         "\n" + std::string(object.substr(object.find('}')));
}

}  // namespace

std::string edit_json_object(std::string_view text, std::string_view name,
                             const std::vector<MemberChange>& changes,
                             const JsonLimits& limits) {
  const JsonObject object = parse_json_object(text, name, limits);
  const std::vector<MemberPlace> places = find_places(text);
  assert(places.size() == object.size());
  std::vector<const MemberChange*> added = find_new(object, changes);
  MemberList members;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::string& key = object[i].key;
    add_new(added, &key, members);
    const auto change = std::find_if(
        changes.begin(), changes.end(),
        [&](const MemberChange& candidate) { return candidate.key == key; });
    const auto [begin, end] = places[i];
    const std::string_view separator =
        i == 0 ? kSeparator
               : text.substr(places[i - 1].end, begin - places[i - 1].end);
    if (change == changes.end()) {
      members.add(text.substr(begin, end - begin), separator);
    } else if (change->value) {
      members.add(write_member(key, *change->value), separator);
    }
  }
  add_new(added, nullptr, members);
  if (places.empty()) {
    return fill_empty(text, members.text());
  }
  return std::string(text.substr(0, places.front().begin)) + members.text() +
         std::string(text.substr(places.back().end));
}

}  // namespace mtscomp
