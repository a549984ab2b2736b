// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which differences of the samples a chunk holds, and in which order: one of
// eight transforms.  Command lines call mtscomp's own "time/F", and another
// "time+channel/C".
//
// The names of the members are keys of the .ch.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

// The order of the values inside a chunk.
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

// mtscomp's own first.
const std::array<Transform, 8>& all_transforms();

// Throws: UsageError.
Transform parse_transform(std::string_view text);
std::string serialize_transform(const Transform& transform);

}  // namespace mtscomp
