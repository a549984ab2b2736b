// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The contents of a .ch file as typed values.  Uses no files and no JSON.
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
#include "mtscomp/format/transform.h"

namespace MTSCOMP_API mtscomp {

struct HeaderLimits;

struct Header {
  std::string version = "1.0";
  std::string algorithm = "zlib";
  // Not used: mtscomp always compresses at zlib's default level.
  std::int64_t comp_level = -1;
  Transform transform;  // do_time_diff, do_spatial_diff and chunk_order.
  Dtype dtype;
  std::uint64_t n_channels = 0;
  double sample_rate = 0;                    // Hz.
  std::vector<std::uint64_t> chunk_bounds;   // Samples; n_chunks + 1 entries.
  std::vector<std::uint64_t> chunk_offsets;  // Bytes; n_chunks + 1 entries.
  std::optional<std::string> sha1_compressed;
  std::optional<std::string> sha1_uncompressed;
  std::vector<std::uint64_t> shape;  // Informational; may be stale or empty.
  bool chopped = false;
  // The first key that mtscomp does not write, or "".  Ignored, but it can be a
  // key whose name was damaged.
  std::string other_key;

  std::size_t n_chunks() const { return chunk_bounds.size() - 1; }
  std::uint64_t n_samples() const { return chunk_bounds.back(); }
  // Bytes of one sample (all channels).
  std::uint64_t sample_size() const { return n_channels * dtype.value_width; }
  // Bytes of the .bin.
  std::uint64_t raw_size() const { return n_samples() * sample_size(); }
  // Bytes of the .cbin.
  std::uint64_t cbin_size() const { return chunk_offsets.back(); }
  // Bytes of the largest chunk, decoded.
  std::uint64_t max_chunk_size() const;
};

// Checks that bounds and offsets start at 0, increase and match each other, and
// that every size is within its limit and 63 bits.  `name` is the file, for
// messages.
// Throws: FormatError, which names the file and the key; UnsupportedError for
// values beyond the limits.
void validate(const Header& header, const HeaderLimits& limits,
              std::string_view name);

}  // namespace mtscomp
