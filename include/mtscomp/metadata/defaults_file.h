// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp's defaults file ~/.mtscomp, a JSON object with default values of
// options.  mtscomp and this project read and write the same file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "mtscomp/base/export.h"
#include "mtscomp/format/dtype.h"
#include "mtscomp/format/transform.h"

namespace MTSCOMP_API mtscomp {

// The members have the names of the JSON keys.  A member is not set if its key
// is missing in the file or has the value null.
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
  // Number of chunks that mtscomp's reader caches.
  std::optional<std::uint64_t> cache_size = {};

  // Returns mtscomp's default transform, changed by the members that are set.
  Transform transform() const;
  void set_transform(const Transform& transform);

  // Reason why the file was not read.  Empty if the file was read or does not
  // exist.
  std::string problem = {};

  bool operator==(const Defaults&) const = default;
};

// Reads the file.  If the file does not exist, no member is set.  If this
// process may not read the file, only `problem` is set.  Unknown keys are
// ignored.
// Throws: FormatError, which names the file and the key; std::system_error if
// reading fails, except for a missing permission.
Defaults read_defaults(const std::string& path);

// Replaces the file atomically.  Writes each value that is set in `given`.  For
// each value that is not set in `given`, writes the value of the old file.  If
// the old file does not have this value either, writes mtscomp's default.
// Unknown keys of the old file are kept.  If `path` is a symlink, the target of
// the symlink is replaced and the symlink is kept.
// Requires: n_channels and n_threads in `given` must be above 0.  sample_rate
// and chunk_duration must be above 0 and finite.
// Throws: FormatError if the old file is malformed; std::system_error, also if
// this process may not read the old file.  After an exception, the old file is
// unchanged.
void write_defaults(const std::string& path, const Defaults& given);

}  // namespace mtscomp
