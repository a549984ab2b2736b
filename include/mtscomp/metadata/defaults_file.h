// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp's defaults file, a JSON object at ~/.mtscomp: the values of options
// that are not given.  mtscomp and we read and write the same file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "mtscomp/base/export.h"
#include "mtscomp/format/dtype.h"
#include "mtscomp/format/transform.h"

namespace MTSCOMP_API mtscomp {

// The names of the members are the keys of the JSON.  What is not set, or null
// in the file, is left to whoever uses the value.
struct Defaults {
  std::optional<double> sample_rate = {};  // Hz.
  std::optional<std::uint64_t> n_channels = {};
  std::optional<Dtype> dtype = {};
  std::optional<double> chunk_duration = {};  // Seconds.
  std::optional<std::string> algorithm = {};  // "zlib".
  std::optional<std::int64_t> comp_level = {};
  std::optional<bool> do_time_diff = {};
  std::optional<bool> do_spatial_diff = {};
  std::optional<ChunkOrder> chunk_order = {};
  std::optional<std::uint64_t> n_threads = {};  // At least 1.
  std::optional<bool> check_after_compress = {};
  std::optional<bool> check_after_decompress = {};
  std::optional<std::uint64_t> cache_size = {};  // Chunks, in mtscomp's reader.

  // mtscomp's own transform, except for the parts that are set.
  Transform transform() const;
  void set_transform(const Transform& transform);

  // Why the file was not read; empty if it was, or if there is none.
  std::string problem = {};

  bool operator==(const Defaults&) const = default;
};

// Nothing is set if there is no such file, or, with the reason in `problem`, if
// permission to read it is missing.  Unknown keys are ignored.
// Throws: FormatError naming file, key, expectation and finding;
// std::system_error if reading fails.
Defaults read_defaults(const std::string& path);

// Replaces the file at once by what mtscomp would write: its own defaults, then
// what the file says, unknown keys included, then what is set in `given`.
// A symlink stays, and the file that it points to is replaced.
// Requires: numbers in `given` are above 0 and finite.
// Throws: FormatError if the old file is malformed, which is then left alone;
// std::system_error, also if permission to read it is missing.
void write_defaults(const std::string& path, const Defaults& given);

}  // namespace mtscomp
