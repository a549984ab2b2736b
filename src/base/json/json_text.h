// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Writes JSON as Python does: the text of a .ch and of mtscomp's defaults file.
#pragma once

#include <string>

#include "mtscomp/base/json.h"

namespace mtscomp {

// Same text as Python's json.dumps(value, indent=2, sort_keys=True): ASCII, two
// spaces of indentation, members sorted by key, no newline at the end.  NaN and
// infinity become Python's words for them, which are not JSON.
// Requires: strings are UTF-8, keys are unique in their object, and nesting is
// at most kMaxJsonDepth deep.  Values from parse_json() meet these conditions.
std::string serialize_json(const JsonValue& value);

// serialize_json() on one line, as without indent=2; no newline at the end.
std::string serialize_json_line(const JsonValue& value);

}  // namespace mtscomp
