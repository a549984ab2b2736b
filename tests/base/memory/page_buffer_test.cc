// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/memory/page_buffer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <limits>
#include <new>
#include <string>

namespace mtscomp {
namespace {

// Resident memory of this process in bytes, from /proc/self/statm.
std::size_t resident_size() {
  std::ifstream file("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

void fill(PageBuffer& buffer) {
  std::ranges::fill(buffer.span(), std::byte{1});
}

TEST(PageBufferTest, EmptyHasNoBytes) {
  const PageBuffer buffer;
  EXPECT_EQ(buffer.size(), 0U);
  EXPECT_TRUE(buffer.span().empty());
}

TEST(PageBufferTest, HoldsWhatItIsGivenSmallAndLarge) {
  for (const std::size_t size :
       {std::size_t{1}, std::size_t{1000}, PageBuffer::kLeastMapped - 1,
        PageBuffer::kLeastMapped, PageBuffer::kLeastMapped + 1}) {
    PageBuffer buffer(size);
    ASSERT_EQ(buffer.span().size(), size);
    fill(buffer);
    EXPECT_EQ(std::ranges::count(buffer.span(), std::byte{1}),
              static_cast<std::ptrdiff_t>(size));
  }
}

TEST(PageBufferTest, MovesWithoutCopying) {
  PageBuffer from(PageBuffer::kLeastMapped);
  const std::byte* const data = from.span().data();
  PageBuffer to = std::move(from);
  EXPECT_EQ(to.span().data(), data);
  from = std::move(to);
  EXPECT_EQ(from.span().data(), data);
}

TEST(PageBufferTest, LargeOneLeavesTheProcessWhenItEnds) {
  constexpr std::size_t kSize = std::size_t{64} << 20;
  const std::size_t before = resident_size();
  {
    PageBuffer buffer(kSize);
    fill(buffer);
    EXPECT_GE(resident_size(), before + kSize / 2);
  }
  EXPECT_LT(resident_size(), before + kSize / 4);
}

TEST(PageBufferTest, SizeThatCannotBeHadIsBadAlloc) {
  EXPECT_THROW(PageBuffer(std::size_t{1} << 60), std::bad_alloc);
}

}  // namespace
}  // namespace mtscomp
