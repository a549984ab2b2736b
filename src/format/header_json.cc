// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/header_json.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json/json_edit.h"
#include "base/json/json_members.h"
#include "base/json/json_text.h"
#include "format/header_keys.h"
#include "format/segments_json.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// Files from before mtscomp's first release, in autumn 2019, lack these three
// keys, and only they may lack others.  In newer files a missing key may be a
// damaged key name, and a default value could change every decoded byte.
bool is_from_2019(const JsonMembers& members) {
  return !members.has("sha1_compressed") && !members.has("sha1_uncompressed") &&
         !members.has("shape");
}

bool may_lack(const JsonMembers& members, std::string_view key) {
  return !members.has(key) && is_from_2019(members);
}

std::string read_version(const JsonMembers& members) {
  std::string version = members.string("version");
  if (version != "1.0" && !(version == "0.0" && is_from_2019(members))) {
    members.refuse_unsupported("version", R"("1.0")", describe({version}));
  }
  return version;
}

// mtscomp ignores this key, so no value is an error.
std::int64_t read_comp_level(const JsonMembers& members) {
  const JsonValue* const value = members.find("comp_level");
  if (value != nullptr) {
    if (const auto* negative = std::get_if<std::int64_t>(&value->data)) {
      return *negative;
    }
    const auto* count = std::get_if<std::uint64_t>(&value->data);
    if (count != nullptr && std::in_range<std::int64_t>(*count)) {
      return static_cast<std::int64_t>(*count);
    }
  }
  return Header().comp_level;
}

// Returns nothing if the key is null or missing: there is no SHA-1.
std::optional<std::string> read_sha1(const JsonMembers& members,
                                     std::string_view key) {
  constexpr std::size_t kDigits = 40;
  if (!members.has_value(key)) {
    return std::nullopt;
  }
  const JsonValue& value = *members.find(key);
  const auto* text = std::get_if<std::string>(&value.data);
  if (text == nullptr || text->size() != kDigits ||
      text->find_first_not_of("0123456789abcdef") != std::string::npos) {
    members.refuse(key, "40 hexadecimal digits or null", describe(value));
  }
  return *text;
}

// Whether mtscomp or this project writes the key.
bool is_known_key(std::string_view key) {
  constexpr std::array<std::string_view, 16> kKeys = {
      "algorithm",       "chopped",           "chunk_bounds",
      "chunk_offsets",   "chunk_order",       "comp_level",
      "do_spatial_diff", "do_time_diff",      "dtype",
      "n_channels",      "sample_rate",       "segments",
      "sha1_compressed", "sha1_uncompressed", "shape",
      "version"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

Header read_header(const JsonMembers& members) {
  Header header;
  header.version = read_version(members);
  header.algorithm = read_algorithm(members);
  header.comp_level = read_comp_level(members);
  header.transform.do_time_diff = members.boolean("do_time_diff");
  header.transform.do_spatial_diff = !may_lack(members, "do_spatial_diff") &&
                                     members.boolean("do_spatial_diff");
  header.dtype = read_dtype(members);
  header.n_channels = members.count("n_channels");
  header.sample_rate = members.positive_number("sample_rate");
  header.chunk_bounds = members.counts("chunk_bounds");
  header.chunk_offsets = members.counts("chunk_offsets");
  header.transform.chunk_order = may_lack(members, "chunk_order")
                                     ? ChunkOrder::kSampleMajor
                                     : read_chunk_order(members);
  header.sha1_compressed = read_sha1(members, "sha1_compressed");
  header.sha1_uncompressed = read_sha1(members, "sha1_uncompressed");
  if (members.has("shape")) {
    header.shape = members.counts("shape");
  }
  header.chopped = members.has("chopped") && members.boolean("chopped");
  return header;
}

// A pair can be read without its segments, so bad ones are no error.
void take_segments(const JsonMembers& members, std::string_view name,
                   Header& header) {
  if (!members.has("segments")) {
    return;
  }
  try {
    header.segments = read_segments(members, name);
    header.segments.resize(
        header.n_chunks());  // mtscomp's chop keeps them all.
  } catch (const FormatError& error) {
    header.segments_problem = error.what();
  }
}

JsonValue to_json(const std::vector<std::uint64_t>& numbers) {
  JsonArray array;
  array.reserve(numbers.size());
  for (const std::uint64_t number : numbers) {
    // With push_back(), g++ 12 wrongly warns (-Wmaybe-uninitialized).
    array.emplace_back().data = number;
  }
  return {std::move(array)};
}

JsonValue to_json(const std::optional<std::string>& text) {
  return text ? JsonValue{*text} : JsonValue{nullptr};
}

}  // namespace

Header parse_header(std::string_view text, std::string_view name,
                    const HeaderLimits& limits) {
  const JsonObject object =
      parse_json_object(text, name,
                        {.max_values = limits.max_json_values(),
                         .advice = how_to_raise("max_chunks")});
  const JsonMembers members(object, name);
  Header header = read_header(members);
  take_segments(members, name, header);
  const auto other = std::find_if(
      object.begin(), object.end(),
      [](const JsonMember& member) { return !is_known_key(member.key); });
  header.other_key = other == object.end() ? "" : other->key;
  validate(header, limits, name);
  return header;
}

std::string serialize_header(const Header& header) {
  JsonObject members = {
      {"algorithm", {header.algorithm}},
      {"chunk_bounds", to_json(header.chunk_bounds)},
      {"chunk_offsets", to_json(header.chunk_offsets)},
      {"chunk_order", {serialize_chunk_order(header.transform.chunk_order)}},
      {"comp_level", {header.comp_level}},
      {"do_spatial_diff", {header.transform.do_spatial_diff}},
      {"do_time_diff", {header.transform.do_time_diff}},
      {"dtype", {serialize_dtype(header.dtype)}},
      {"n_channels", {header.n_channels}},
      {"sample_rate", {header.sample_rate}},
      {"sha1_compressed", to_json(header.sha1_compressed)},
      {"sha1_uncompressed", to_json(header.sha1_uncompressed)},
      {"shape", to_json(header.shape)},
      {"version", {header.version}},
  };
  if (header.chopped) {
    members.push_back({"chopped", {true}});
  }
  if (!header.segments.empty()) {
    members.push_back({"segments", to_json(header.segments)});
  }
  return serialize_json({std::move(members)});
}

std::string update_header(std::string_view text, const Header& header) {
  const Transform& transform = header.transform;
  std::optional<JsonValue> segments;
  if (!header.segments.empty()) {
    segments = to_json(header.segments);
  }
  return edit_json_object(
      text, "header",
      {{"chunk_offsets", to_json(header.chunk_offsets)},
       {"chunk_order", {{serialize_chunk_order(transform.chunk_order)}}},
       {"do_spatial_diff", {{transform.do_spatial_diff}}},
       {"do_time_diff", {{transform.do_time_diff}}},
       {"segments", std::move(segments)},
       {"sha1_compressed", to_json(header.sha1_compressed)}},
      {.max_values = chosen_limits().max_json_values()});
}

}  // namespace mtscomp
