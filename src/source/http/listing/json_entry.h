// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The objects of a listing in JSON, one at a time.
#pragma once

#include <functional>
#include <string_view>

#include "base/json/json_members.h"

namespace mtscomp {

// Parses an array of objects, and calls visit(members) for each object.  `name`
// names the listing in messages.
// Throws: FormatError if the text is not such an array; UnsupportedError if an
// object is too large; any exception of `visit`.
void for_each_json_entry(std::string_view text, std::string_view name,
                         const std::function<void(const JsonMembers&)>& visit);

}  // namespace mtscomp
