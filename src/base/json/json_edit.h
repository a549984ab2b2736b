// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Replaces members of a JSON object in its text.  All other text stays as it
// is, letter by letter.  Parsing the text and writing it again would change
// numbers such as 3e4.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/base/json.h"

namespace mtscomp {

struct MemberChange {
  std::string key;
  // The new value.  Empty: the member is removed.
  std::optional<JsonValue> value;
};

// Returns the text with these changes.  A new member is added before the first
// key that is larger, because Python writes members sorted by key.  Changed
// members are written as serialize_json() writes them.
// Throws: FormatError if the text is not JSON or not an object;
// UnsupportedError if it exceeds the limits.  `name` names the file in
// messages.
std::string edit_json_object(std::string_view text, std::string_view name,
                             const std::vector<MemberChange>& changes,
                             const JsonLimits& limits = {});

}  // namespace mtscomp
