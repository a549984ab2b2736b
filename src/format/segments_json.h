// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The value of the key "segments" <-> Segments.
#pragma once

#include "base/json/json_members.h"
#include "mtscomp/format/segments.h"

namespace mtscomp {

// `members` is the object that has the key.
// Throws: FormatError if the value is not one that to_json() makes.
Segments read_segments(const JsonMembers& members, std::string_view name);

JsonValue to_json(const Segments& segments);

}  // namespace mtscomp
