// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/metadata/defaults_file.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/files/file_io.h"
#include "base/json/json_members.h"
#include "base/json/json_text.h"
#include "format/header_keys.h"
#include "mtscomp/base/output_file.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;

// Bytes.  A real file has less than a hundredth of this.
constexpr std::size_t kMaxDefaultsSize = std::size_t{64} << 10;

JsonObject read_object(const std::string& path) {
  try {
    return parse_json_object(
        read_text(open_for_reading(path), kMaxDefaultsSize, path), path);
  } catch (const std::system_error& error) {
    if (error.code().value() == ENOENT || error.code().value() == ENOTDIR) {
      return {};
    }
    throw;
  }
}

template <typename Value>
std::optional<Value> find(const JsonMembers& members, std::string_view key,
                          Value (JsonMembers::*read)(std::string_view) const) {
  return members.has_value(key) ? std::optional((members.*read)(key))
                                : std::nullopt;
}

template <typename Value>
std::optional<Value> find(const JsonMembers& members, std::string_view key,
                          Value (*read)(const JsonMembers&)) {
  return members.has_value(key) ? std::optional(read(members)) : std::nullopt;
}

std::optional<std::uint64_t> find_above_zero(const JsonMembers& members,
                                             std::string_view key) {
  const std::optional<std::uint64_t> count =
      find(members, key, &JsonMembers::whole_number);
  if (count == 0) {
    members.refuse(key, "a whole number above 0", "0");
  }
  return count;
}

Defaults to_defaults(const JsonObject& object, const std::string& path) {
  const JsonMembers members(object, path);
  return {
      .sample_rate =
          find(members, "sample_rate", &JsonMembers::positive_number),
      .n_channels = find_above_zero(members, "n_channels"),
      .dtype = find(members, "dtype", &read_dtype),
      .chunk_duration =
          find(members, "chunk_duration", &JsonMembers::positive_number),
      .algorithm = find(members, "algorithm", &read_algorithm),
      .comp_level = find(members, "comp_level", &JsonMembers::integer),
      .do_time_diff = find(members, "do_time_diff", &JsonMembers::boolean),
      .do_spatial_diff =
          find(members, "do_spatial_diff", &JsonMembers::boolean),
      .chunk_order = find(members, "chunk_order", &read_chunk_order),
      .n_threads = find_above_zero(members, "n_threads"),
      .check_after_compress =
          find(members, "check_after_compress", &JsonMembers::boolean),
      .check_after_decompress =
          find(members, "check_after_decompress", &JsonMembers::boolean),
      .cache_size = find(members, "cache_size", &JsonMembers::whole_number),
  };
}

// mtscomp's defaults for options that neither the file nor the command line
// sets.
Defaults mtscomp_defaults() {
  Defaults defaults;
  defaults.algorithm = "zlib";
  defaults.cache_size = 10;
  defaults.check_after_compress = true;
  defaults.check_after_decompress = true;
  defaults.chunk_duration = 1;
  defaults.comp_level = -1;
  defaults.set_transform(Transform());
  defaults.n_threads =
      static_cast<std::uint64_t>(std::max(::sysconf(_SC_NPROCESSORS_ONLN), 1L));
  return defaults;
}

JsonValue to_json(const std::string& text) { return {text}; }
JsonValue to_json(const Dtype& dtype) { return {serialize_dtype(dtype)}; }
JsonValue to_json(ChunkOrder order) { return {serialize_chunk_order(order)}; }
template <typename Number>
JsonValue to_json(Number value) {
  return {value};
}

template <typename Value>
void set_if_given(JsonObject& object, std::string_view key,
                  const std::optional<Value>& value) {
  if (value) {
    set_member(object, key, to_json(*value));
  }
}

void overlay(JsonObject& object, const Defaults& defaults) {
  set_if_given(object, "sample_rate", defaults.sample_rate);
  set_if_given(object, "n_channels", defaults.n_channels);
  set_if_given(object, "dtype", defaults.dtype);
  set_if_given(object, "chunk_duration", defaults.chunk_duration);
  set_if_given(object, "algorithm", defaults.algorithm);
  set_if_given(object, "comp_level", defaults.comp_level);
  set_if_given(object, "do_time_diff", defaults.do_time_diff);
  set_if_given(object, "do_spatial_diff", defaults.do_spatial_diff);
  set_if_given(object, "chunk_order", defaults.chunk_order);
  set_if_given(object, "n_threads", defaults.n_threads);
  set_if_given(object, "check_after_compress", defaults.check_after_compress);
  set_if_given(object, "check_after_decompress",
               defaults.check_after_decompress);
  set_if_given(object, "cache_size", defaults.cache_size);
}

// Skips null, which mtscomp treats like a missing key.
void overlay(JsonObject& object, const JsonObject& values) {
  for (const auto& [key, value] : values) {
    if (!std::holds_alternative<std::nullptr_t>(value.data)) {
      set_member(object, key, value);
    }
  }
}

void replace_file(const std::string& path, std::string_view text) {
  const std::string target =
      fs::exists(path) ? fs::canonical(path).string() : path;
  if (fs::path(target).has_parent_path()) {
    fs::create_directories(fs::path(target).parent_path());
  }
  OutputFile file(target);
  file.write(std::as_bytes(std::span(text)));
  file.sync();
  file.publish(Existing::kReplace);
}

}  // namespace

Transform Defaults::transform() const {
  const Transform standard;
  return {
      .do_time_diff = do_time_diff.value_or(standard.do_time_diff),
      .do_spatial_diff = do_spatial_diff.value_or(standard.do_spatial_diff),
      .chunk_order = chunk_order.value_or(standard.chunk_order),
  };
}

void Defaults::set_transform(const Transform& transform) {
  do_time_diff = transform.do_time_diff;
  do_spatial_diff = transform.do_spatial_diff;
  chunk_order = transform.chunk_order;
}

Defaults read_defaults(const std::string& path) {
  try {
    return to_defaults(read_object(path), path);
  } catch (const std::system_error& error) {
    if (error.code().value() != EACCES && error.code().value() != EPERM) {
      throw;
    }
    Defaults defaults;
    defaults.problem = error.what();
    return defaults;
  }
}

void write_defaults(const std::string& path, const Defaults& given) {
  const JsonObject old = read_object(path);
  to_defaults(old, path);
  JsonObject merged;
  overlay(merged, mtscomp_defaults());
  overlay(merged, old);
  overlay(merged, given);
  replace_file(path, serialize_json({std::move(merged)}));
}

}  // namespace mtscomp
