// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The eight transforms that a header's flags allow, and their names on a
// command line: "time/F" is mtscomp's own, "time+channel/C" another.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "mtscomp/base/export.h"
#include "mtscomp/format/header.h"

namespace MTSCOMP_API mtscomp {

struct Transform {
  bool do_time_diff = true;
  bool do_spatial_diff = false;
  ChunkOrder chunk_order = ChunkOrder::kChannelMajor;

  bool operator==(const Transform&) const = default;
};

// mtscomp's own first.
const std::array<Transform, 8>& all_transforms();

// Throws: UsageError.
Transform parse_transform(std::string_view text);
std::string serialize_transform(const Transform& transform);

}  // namespace mtscomp
