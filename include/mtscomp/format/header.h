// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The contents of a .ch file as typed values.  No function in this file reads
// files or JSON.
//
// The members have the names of the JSON keys, which docs/reference/format.md
// explains.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/base/export.h"
#include "mtscomp/format/dtype.h"
#include "mtscomp/format/segments.h"
#include "mtscomp/format/transform.h"

namespace MTSCOMP_API mtscomp {

struct HeaderLimits;

struct Header {
  std::string version = "1.0";
  std::string algorithm = "zlib";
  // The value is ignored, because mtscomp always compresses at zlib's default
  // level.
  std::int64_t comp_level = -1;
  Transform transform;  // do_time_diff, do_spatial_diff and chunk_order.
  Dtype dtype;
  std::uint64_t n_channels = 0;
  double sample_rate = 0;                    // Hz.
  std::vector<std::uint64_t> chunk_bounds;   // Samples; n_chunks + 1 entries.
  std::vector<std::uint64_t> chunk_offsets;  // Bytes; n_chunks + 1 entries.
  std::optional<std::string> sha1_compressed;
  std::optional<std::string> sha1_uncompressed;
  std::vector<std::uint64_t> shape;  // May be out of date or empty.
  bool chopped = false;
  // Empty if the key is missing or not valid.
  Segments segments;
  // Reason why the key "segments" is ignored, or "" if there is none.
  std::string segments_problem;
  // The first key that neither mtscomp nor this project writes, or "" if there
  // is none.  Readers ignore this key.  It can be a known key whose name was
  // damaged.
  std::string other_key;

  std::size_t n_chunks() const { return chunk_bounds.size() - 1; }
  std::uint64_t n_samples() const { return chunk_bounds.back(); }
  // Size of one sample, in bytes.  A sample consists of one value for each
  // channel.
  std::uint64_t sample_size() const { return n_channels * dtype.value_width; }
  // Size of the .bin, in bytes.
  std::uint64_t raw_size() const { return n_samples() * sample_size(); }
  // Size of the .cbin, in bytes.
  std::uint64_t cbin_size() const { return chunk_offsets.back(); }
  // Size of the largest decoded chunk, in bytes.
  std::uint64_t max_chunk_size() const;
};

// Checks that chunk_bounds and chunk_offsets start at 0, increase, and have the
// same number of entries.  Checks that every size is within its limit and fits
// in 63 bits.  `name` names the file in messages.
// Throws: FormatError, which names the file and the key; UnsupportedError if a
// value exceeds its limit.
void validate(const Header& header, const HeaderLimits& limits,
              std::string_view name);

}  // namespace mtscomp
