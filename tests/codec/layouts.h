// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The layouts and shapes that the tests of complete chunks use.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

#include "mtscomp/codec/chunk_layout.h"
#include "support/campaign.h"

namespace mtscomp {

struct Shape {
  std::size_t n_samples;
  std::size_t n_channels;
};

// Both orders, with and without each difference.
inline std::vector<ChunkLayout> all_layouts(const Dtype& dtype,
                                            std::size_t n_channels) {
  std::vector<ChunkLayout> layouts;
  for (const ChunkOrder order :
       {ChunkOrder::kChannelMajor, ChunkOrder::kSampleMajor}) {
    for (const bool do_time_diff : {false, true}) {
      for (const bool do_spatial_diff : {false, true}) {
        layouts.push_back({.dtype = dtype,
                           .n_channels = n_channels,
                           .transform = {.do_time_diff = do_time_diff,
                                         .do_spatial_diff = do_spatial_diff,
                                         .chunk_order = order}});
      }
    }
  }
  return layouts;
}

// For SCOPED_TRACE().
inline testing::Message describe(const ChunkLayout& layout,
                                 const Shape& shape) {
  return testing::Message()
         << shape.n_samples << " samples of " << shape.n_channels << ", order "
         << (layout.transform.chunk_order == ChunkOrder::kChannelMajor ? 'F'
                                                                       : 'C')
         << ", time " << layout.transform.do_time_diff << ", channel "
         << layout.transform.do_spatial_diff;
}

// Shapes around the size of one tile, and around one channel.
inline std::vector<Shape> telling_shapes() {
  std::vector<Shape> shapes = {{1, 1},   {1, 385}, {2, 1},   {100, 1}, {31, 33},
                               {32, 32}, {33, 31}, {64, 65}, {7, 3}};
  if (is_campaign()) {
    shapes.push_back({40, 97});
  }
  return shapes;
}

}  // namespace mtscomp
