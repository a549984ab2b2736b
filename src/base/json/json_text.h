// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// JSON as Python writes it: the text of a .ch and of mtscomp's defaults file.
#pragma once

#include <string>

#include "mtscomp/base/json.h"

namespace mtscomp {

// What Python's json.dumps(value, indent=2, sort_keys=True) gives: ASCII, two
// spaces of indentation, members sorted by key, no newline at the end.
// Requires: strings are UTF-8, keys are unique in their object, nesting is at
// most kMaxJsonDepth deep; parse_json() gives nothing else.  NaN and infinity,
// which it never gives, become Python's own words, which are not JSON.
std::string serialize_json(const JsonValue& value);

// The same on one line, as without indent=2; no newline at the end.
std::string serialize_json_line(const JsonValue& value);

}  // namespace mtscomp
