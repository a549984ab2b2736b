// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses a long JSON array element by element, so the memory for its values is
// the memory of one element.
#pragma once

#include <functional>
#include <string_view>

#include "mtscomp/base/json.h"

namespace mtscomp {

using TakeElement = std::function<void(JsonValue)>;

// Parses a text that contains one JSON array, and calls take(element) for each
// element in order.  The rules are those of parse_json(), except that
// limits.max_values applies to each element.  If the text is refused, some
// elements may have been passed to `take`.
// Throws: FormatError if the text is not valid JSON or not an array;
// UnsupportedError if the text exceeds the limits; any exception of `take`.
void parse_json_elements(std::string_view text, std::string_view name,
                         const JsonLimits& limits, const TakeElement& take);

}  // namespace mtscomp
