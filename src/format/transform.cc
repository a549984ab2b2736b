// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/transform.h"

#include <fmt/format.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::string_view name_of_differences(const Transform& transform) {
  if (transform.do_time_diff) {
    return transform.do_spatial_diff ? "time+channel" : "time";
  }
  return transform.do_spatial_diff ? "channel" : "none";
}

}  // namespace

const std::array<Transform, 8>& all_transforms() {
  using enum ChunkOrder;
  static constexpr std::array<Transform, 8> kAll = {{
      {true, false, kChannelMajor},
      {true, false, kSampleMajor},
      {true, true, kChannelMajor},
      {true, true, kSampleMajor},
      {false, true, kChannelMajor},
      {false, true, kSampleMajor},
      {false, false, kChannelMajor},
      {false, false, kSampleMajor},
  }};
  return kAll;
}

Transform parse_transform(std::string_view text) {
  for (const Transform& transform : all_transforms()) {
    if (serialize_transform(transform) == text) {
      return transform;
    }
  }
  throw UsageError(fmt::format(
      "transform \"{}\": expected time, channel, time+channel or none, "
      "followed by /F or /C",
      text));
}

std::string serialize_transform(const Transform& transform) {
  return fmt::format(
      "{}/{}", name_of_differences(transform),
      transform.chunk_order == ChunkOrder::kChannelMajor ? 'F' : 'C');
}

}  // namespace mtscomp
