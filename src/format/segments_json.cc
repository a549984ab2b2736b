// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/segments_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "base/text/base64.h"

namespace mtscomp {
namespace {

constexpr std::string_view kKey = "segments";

void check_bounds(const JsonMembers& members,
                  const std::vector<std::uint64_t>& bounds) {
  const bool increases =
      std::adjacent_find(bounds.begin(), bounds.end(),
                         std::greater_equal<>()) == bounds.end();
  if (bounds.size() < 2 || bounds.front() != 0 || !increases ||
      bounds.size() > Segments::kMaxSegments + 1) {
    members.refuse("bounds",
                   fmt::format("0 and 1 to {} larger numbers, in increasing "
                               "order",
                               Segments::kMaxSegments),
                   fmt::format("{} entries", bounds.size()));
  }
}

}  // namespace

Segments read_segments(const JsonMembers& members, std::string_view name) {
  const JsonValue* const value = members.find(kKey);
  const auto* const object = std::get_if<JsonObject>(&value->data);
  if (object == nullptr) {
    members.refuse(kKey, "an object", describe(*value));
  }
  const JsonMembers own(*object, fmt::format("{}: {}", name, kKey));
  std::vector<std::uint64_t> bounds = own.counts("bounds");
  check_bounds(own, bounds);
  std::optional<std::string> table = parse_base64(own.string("table"));
  if (!table) {
    own.refuse("table", "Base64", describe(*own.find("table")));
  }
  return {std::move(bounds), *std::move(table)};
}

JsonValue to_json(const Segments& segments) {
  JsonArray bounds;
  bounds.reserve(segments.bounds().size());
  for (const std::uint64_t bound : segments.bounds()) {
    bounds.emplace_back().data = bound;
  }
  return {JsonObject{{"bounds", {std::move(bounds)}},
                     {"table", {to_base64(segments.table())}}}};
}

}  // namespace mtscomp
