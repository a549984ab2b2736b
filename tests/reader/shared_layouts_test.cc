// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/shared_layouts.h"

#include <gtest/gtest.h>

#include <system_error>

namespace mtscomp {
namespace {

constexpr std::size_t kChunks = 1000;

Header header_of_many_chunks() {
  Header header;
  header.n_channels = 1;
  header.sample_rate = 1;
  for (std::size_t i = 0; i <= kChunks; ++i) {
    header.chunk_bounds.push_back(i);
    header.chunk_offsets.push_back(10 * i);
  }
  return header;
}

PairIdentity version(std::uint64_t inode) {
  PairIdentity identity;
  identity.cbin.inode = inode;
  return identity;
}

TEST(SharedLayoutsTest, OpeningsOfOneVersionShareALayout) {
  HeaderMemory memory;
  SharedLayouts layouts(memory);
  EXPECT_EQ(layouts.find(version(1)), nullptr);
  const RecordingLayoutPtr made =
      layouts.make(version(1), header_of_many_chunks(), "x.bin");
  EXPECT_EQ(layouts.find(version(1)), made);
  EXPECT_EQ(layouts.find(version(2)), nullptr);
  EXPECT_EQ(made->chunks.n_chunks(), kChunks);
}

TEST(SharedLayoutsTest, LayoutEndsWithItsLastUserAndGivesItsMemoryBack) {
  HeaderMemory memory(20 * kChunks);  // Room for one.
  SharedLayouts layouts(memory);
  RecordingLayoutPtr one =
      layouts.make(version(1), header_of_many_chunks(), "x.bin");
  EXPECT_THROW(layouts.make(version(2), header_of_many_chunks(), "y.bin"),
               std::system_error);
  one.reset();
  EXPECT_EQ(layouts.find(version(1)), nullptr);
  EXPECT_NE(layouts.make(version(2), header_of_many_chunks(), "y.bin"),
            nullptr);
}

}  // namespace
}  // namespace mtscomp
