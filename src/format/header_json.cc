// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/header_json.h"

#include <fmt/format.h>

#include "mtscomp/base/error.h"
#include "mtscomp/base/json.h"

namespace mtscomp {
namespace {

// The members of a header's object, each read with the type of its key.
class MemberReader {
 public:
  MemberReader(const JsonObject& object, std::string_view name)
      : object_(object), name_(name) {}

  bool has(std::string_view key) const {
    return find_member(object_, key) != nullptr;
  }

  std::string string(std::string_view key) const {
    const JsonValue& value = member(key, "a string");
    const auto* text = std::get_if<std::string>(&value.data);
    if (text == nullptr) {
      refuse(key, "a string", describe(value));
    }
    return *text;
  }

  std::uint64_t count(std::string_view key) const {
    return to_count(key, member(key, "a whole number"));
  }

  double number(std::string_view key) const {
    const JsonValue& value = member(key, "a number above 0");
    if (const auto* real = std::get_if<double>(&value.data)) {
      return *real;
    }
    const auto* integer = std::get_if<std::uint64_t>(&value.data);
    if (integer == nullptr) {
      refuse(key, "a number above 0", describe(value));
    }
    return static_cast<double>(*integer);
  }

  // mtscomp asks only whether the value is true in Python's sense, and its
  // configuration may hold 0 or 1.
  bool boolean(std::string_view key) const {
    const JsonValue& value = member(key, "true or false");
    if (const auto* truth = std::get_if<bool>(&value.data)) {
      return *truth;
    }
    const auto* integer = std::get_if<std::uint64_t>(&value.data);
    if (integer == nullptr || *integer > 1) {
      refuse(key, "true or false", describe(value));
    }
    return *integer == 1;
  }

  std::vector<std::uint64_t> counts(std::string_view key) const {
    const JsonValue& value = member(key, "an array of whole numbers");
    const auto* array = std::get_if<JsonArray>(&value.data);
    if (array == nullptr) {
      refuse(key, "an array of whole numbers", describe(value));
    }
    std::vector<std::uint64_t> numbers;
    numbers.reserve(array->size());
    for (const JsonValue& entry : *array) {
      numbers.push_back(to_count(key, entry));
    }
    return numbers;
  }

  // Null and absent say the same: there is no hash to compare with.
  std::optional<std::string> sha1(std::string_view key) const {
    constexpr std::size_t kDigits = 40;
    const JsonValue* value = find_member(object_, key);
    if (value == nullptr ||
        std::holds_alternative<std::nullptr_t>(value->data)) {
      return std::nullopt;
    }
    const auto* text = std::get_if<std::string>(&value->data);
    if (text == nullptr || text->size() != kDigits ||
        text->find_first_not_of("0123456789abcdef") != std::string::npos) {
      refuse(key, "40 hexadecimal digits or null", describe(*value));
    }
    return *text;
  }

  [[noreturn]] void refuse(std::string_view key, std::string_view expected,
                           std::string_view found) const {
    throw FormatError(fmt::format("{}: {}: expected {}, found {}", name_, key,
                                  expected, found));
  }

 private:
  const JsonValue& member(std::string_view key,
                          std::string_view expected) const {
    const JsonValue* value = find_member(object_, key);
    if (value == nullptr) {
      refuse(key, expected, "no such key");
    }
    return *value;
  }

  std::uint64_t to_count(std::string_view key, const JsonValue& value) const {
    const auto* number = std::get_if<std::uint64_t>(&value.data);
    if (number == nullptr) {
      refuse(key, "a whole number", describe(value));
    }
    return *number;
  }

  const JsonObject& object_;
  std::string_view name_;
};

// Files from before mtscomp's first release, in autumn 2019, lack all three
// keys.  Only there may others be missing too: elsewhere a damaged key name
// would silently change every byte.
bool is_from_2019(const MemberReader& members) {
  return !members.has("sha1_compressed") && !members.has("sha1_uncompressed") &&
         !members.has("shape");
}

ChunkOrder read_chunk_order(const MemberReader& members) {
  if (!members.has("chunk_order") && is_from_2019(members)) {
    return ChunkOrder::kSampleMajor;
  }
  const std::string order = members.string("chunk_order");
  if (order != "F" && order != "C") {
    members.refuse("chunk_order", R"("F" or "C")", describe({order}));
  }
  return order == "F" ? ChunkOrder::kChannelMajor : ChunkOrder::kSampleMajor;
}

bool read_do_spatial_diff(const MemberReader& members) {
  if (!members.has("do_spatial_diff") && is_from_2019(members)) {
    return false;
  }
  return members.boolean("do_spatial_diff");
}

Dtype read_dtype(const MemberReader& members) {
  const std::string text = members.string("dtype");
  const std::optional<Dtype> dtype = parse_dtype(text);
  if (!dtype) {
    members.refuse("dtype", "an integer or float type of 1 to 8 bytes",
                   describe({text}));
  }
  return *dtype;
}

std::string read_version(const MemberReader& members) {
  std::string version = members.string("version");
  if (version != "1.0" && !(version == "0.0" && is_from_2019(members))) {
    members.refuse("version", R"("1.0")", describe({version}));
  }
  return version;
}

std::string read_algorithm(const MemberReader& members) {
  std::string algorithm = members.string("algorithm");
  if (algorithm != "zlib") {
    members.refuse("algorithm", R"("zlib")", describe({algorithm}));
  }
  return algorithm;
}

Header read_header(const MemberReader& members) {
  Header header;
  header.version = read_version(members);
  header.algorithm = read_algorithm(members);
  header.do_time_diff = members.boolean("do_time_diff");
  header.do_spatial_diff = read_do_spatial_diff(members);
  header.dtype = read_dtype(members);
  header.n_channels = members.count("n_channels");
  header.sample_rate = members.number("sample_rate");
  header.chunk_bounds = members.counts("chunk_bounds");
  header.chunk_offsets = members.counts("chunk_offsets");
  header.chunk_order = read_chunk_order(members);
  header.sha1_compressed = members.sha1("sha1_compressed");
  header.sha1_uncompressed = members.sha1("sha1_uncompressed");
  if (members.has("shape")) {
    header.shape = members.counts("shape");
  }
  header.chopped = members.has("chopped") && members.boolean("chopped");
  return header;
}

}  // namespace

Header parse_header(std::string_view text, std::string_view name,
                    const HeaderLimits& limits) {
  const JsonValue root = parse_json(text, name);
  const auto* object = std::get_if<JsonObject>(&root.data);
  if (object == nullptr) {
    throw FormatError(fmt::format("{}: expected a JSON object, found {}", name,
                                  describe(root)));
  }
  Header header = read_header(MemberReader(*object, name));
  validate(header, limits, name);
  return header;
}

}  // namespace mtscomp
