// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/chunk_layout.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

TEST(ChunkLayoutTest, TakesItsMembersFromAHeader) {
  Header header;
  header.dtype = {.kind = ValueKind::kFloat,
                  .value_width = 4,
                  .byte_order = ByteOrder::kBigEndian};
  header.n_channels = 7;
  header.transform.chunk_order = ChunkOrder::kSampleMajor;
  header.transform.do_time_diff = false;
  header.transform.do_spatial_diff = true;
  const ChunkLayout layout = ChunkLayout::of(header);
  EXPECT_EQ(layout.dtype, header.dtype);
  EXPECT_EQ(layout.n_channels, 7);
  EXPECT_EQ(layout.transform.chunk_order, ChunkOrder::kSampleMajor);
  EXPECT_FALSE(layout.transform.do_time_diff);
  EXPECT_TRUE(layout.transform.do_spatial_diff);
}

TEST(ChunkLayoutTest, SampleSizeIsThatOfAllChannels) {
  const ChunkLayout layout = {
      .dtype = {.kind = ValueKind::kSigned, .value_width = 2},
      .n_channels = 385};
  EXPECT_EQ(layout.sample_size(), 770);
}

}  // namespace
}  // namespace mtscomp
