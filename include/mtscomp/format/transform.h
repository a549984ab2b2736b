// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The transform of a chunk: which differences of the samples the chunk
// contains, and in which order.  There are eight transforms.  On command lines,
// a transform has a name such as "time+channel/C".  The default of mtscomp is
// "time/F".
//
// The members have the same names as the keys in the .ch.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

// Order of the values in a chunk.
enum class ChunkOrder : std::uint8_t {
  kChannelMajor,  // "F": all samples of channel 0, then of channel 1, ...
  kSampleMajor,   // "C": all channels of sample 0, then of sample 1, ...
};

struct Transform {
  bool do_time_diff = true;
  bool do_spatial_diff = false;
  ChunkOrder chunk_order = ChunkOrder::kChannelMajor;

  bool has_differences() const { return do_time_diff || do_spatial_diff; }

  bool operator==(const Transform&) const = default;
};

// Returns all transforms.  The first transform is the default of mtscomp.
const std::array<Transform, 8>& all_transforms();

// Parses a name such as "time/F".  Throws: UsageError.
Transform parse_transform(std::string_view text);
std::string serialize_transform(const Transform& transform);

}  // namespace mtscomp
