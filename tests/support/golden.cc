// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/golden.h"

#include <limits>
#include <variant>

#include "base/files/file_io.h"
#include "mtscomp/base/json.h"

namespace mtscomp {
namespace {

template <typename Value>
const Value& get(const JsonObject& object, std::string_view key) {
  return std::get<Value>(find_member(object, key)->data);
}

std::vector<GoldenPair> read_manifest() {
  const std::string directory = MTSCOMP_TEST_DATA "/golden/";
  const std::string path = directory + "manifest.json";
  const std::string text = read_text(
      open_for_reading(path), std::numeric_limits<std::size_t>::max(), path);
  const JsonValue root = parse_json(text, path);
  std::vector<GoldenPair> pairs;
  for (const auto& [name, value] : std::get<JsonObject>(root.data)) {
    const JsonObject& entry = std::get<JsonObject>(value.data);
    pairs.push_back({
        .name = name,
        .cbin_path = directory + get<std::string>(entry, "cbin"),
        .ch_path = directory + get<std::string>(entry, "ch"),
        .raw_size = get<std::uint64_t>(entry, "size"),
        .raw_sha1 = get<std::string>(entry, "sha1"),
    });
  }
  return pairs;
}

}  // namespace

const std::vector<GoldenPair>& golden_pairs() {
  static const std::vector<GoldenPair> kPairs = read_manifest();
  return kPairs;
}

// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest calls this name.
void PrintTo(const GoldenPair& pair, std::ostream* stream) {
  *stream << pair.name;
}

}  // namespace mtscomp
