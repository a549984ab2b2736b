// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Writes JSON text as Python does, for a .ch and for mtscomp's defaults file.
#pragma once

#include <string>

#include "mtscomp/base/json.h"

namespace mtscomp {

// Returns the same text as Python's json.dumps(value, indent=2,
// sort_keys=True): ASCII, two spaces of indentation, members sorted by key, no
// newline at the end.  NaN and infinity become "NaN" and "Infinity" as in
// Python, although these are not valid JSON.
// Requires: all strings must be UTF-8.  The keys of an object must be unique.
// The nesting must be at most kMaxJsonDepth levels deep.  Values from
// parse_json() satisfy these conditions.
std::string serialize_json(const JsonValue& value);

// Returns the same text as serialize_json(), but on one line, as Python does
// without indent=2.  There is no newline at the end.
std::string serialize_json_line(const JsonValue& value);

}  // namespace mtscomp
