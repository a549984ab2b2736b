// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/json_entry.h"

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <variant>

#include "base/json/json_elements.h"
#include "mtscomp/base/error.h"

namespace mtscomp {

void for_each_json_entry(std::string_view text, std::string_view name,
                         const std::function<void(const JsonMembers&)>& visit) {
  // rclone writes the metadata of a file into its entry.
  const JsonLimits limits = {.max_values = 1000};
  std::size_t n_entries = 0;
  parse_json_elements(text, name, limits, [&](const JsonValue& value) {
    const std::string place = fmt::format("{}: entry {}", name, ++n_entries);
    const auto* const object = std::get_if<JsonObject>(&value.data);
    if (object == nullptr) {
      throw FormatError(fmt::format("{}: expected an object, found {}", place,
                                    describe(value)));
    }
    visit(JsonMembers(*object, place));
  });
}

}  // namespace mtscomp
