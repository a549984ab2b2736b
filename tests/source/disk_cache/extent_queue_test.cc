// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/extent_queue.h"

#include <gtest/gtest.h>

#include "source/disk_cache/cached_extents.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kPage = 4096;

class ExtentQueueTest : public ::testing::Test {
 protected:
  bool push(std::uint64_t number, std::uint64_t size = 10) {
    std::optional<PageBuffer> memory = queue_.take_memory(size);
    if (!memory) {
      return false;
    }
    EXPECT_GE(memory->size(), size);
    queue_.push({hash_key(key_of(number, size)), std::move(*memory)});
    return true;
  }
  static ExtentName name(std::uint64_t number, std::uint64_t size = 10) {
    return hash_key(key_of(number, size)).name();
  }
  void begin() {
    std::optional<QueuedExtent> extent = queue_.begin_writing();
    ASSERT_TRUE(extent);
    writing_ = std::move(*extent);
  }
  bool end() { return queue_.end_writing(writing_); }

  ExtentQueue queue_{4 * kPage};
  QueuedExtent writing_;
};

TEST_F(ExtentQueueTest, IsIdleAtFirst) {
  EXPECT_TRUE(queue_.is_idle());
  EXPECT_FALSE(queue_.begin_writing());
  EXPECT_FALSE(queue_.is_writing(name(1)));
}

TEST_F(ExtentQueueTest, ReturnsTheOldestExtentFirst) {
  push(1);
  push(2);
  begin();
  EXPECT_TRUE(queue_.is_writing(name(1)));
  EXPECT_TRUE(end());
  begin();
  EXPECT_TRUE(queue_.is_writing(name(2)));
  EXPECT_TRUE(end());
  EXPECT_TRUE(queue_.is_idle());
}

TEST_F(ExtentQueueTest, SmallExtentsTakeAPage) {
  EXPECT_TRUE(push(1));
  EXPECT_TRUE(push(2));
  EXPECT_TRUE(push(3, 2 * kPage));
  EXPECT_FALSE(push(4));
}

TEST_F(ExtentQueueTest, TheExtentThatIsWrittenCounts) {
  push(1, 4 * kPage);
  begin();
  EXPECT_FALSE(push(2));
  EXPECT_FALSE(queue_.is_idle());
  end();
  EXPECT_TRUE(push(2));
}

TEST_F(ExtentQueueTest, TakenMemoryCounts) {
  EXPECT_TRUE(queue_.take_memory(4 * kPage));
  EXPECT_FALSE(queue_.is_idle());
  EXPECT_FALSE(push(1));
}

TEST_F(ExtentQueueTest, TooLargeExtentsAreRefused) {
  EXPECT_FALSE(queue_.take_memory(4 * kPage + 1));
  EXPECT_FALSE(queue_.take_memory(~std::uint64_t{0}));
  EXPECT_FALSE(queue_.take_memory(~std::uint64_t{0} - kPage));
  EXPECT_TRUE(queue_.is_idle());
}

TEST_F(ExtentQueueTest, RemovesWaitingExtents) {
  push(1);
  push(2);
  push(1);
  queue_.remove(name(1));
  begin();
  EXPECT_TRUE(queue_.is_writing(name(2)));
  EXPECT_TRUE(end());
  EXPECT_TRUE(queue_.is_idle());
}

TEST_F(ExtentQueueTest, ReportsThatTheWrittenExtentWasRemoved) {
  push(1);
  begin();
  EXPECT_TRUE(queue_.is_writing(name(1)));
  EXPECT_FALSE(queue_.is_writing(name(2)));
  queue_.remove(name(2));
  queue_.remove(name(1));
  EXPECT_FALSE(end());
  EXPECT_TRUE(queue_.is_writing(name(1)));
  EXPECT_TRUE(end());
  EXPECT_FALSE(queue_.is_writing(name(1)));
  push(1);
  begin();
  EXPECT_TRUE(end());
}

constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;

class ExtentQueueMemoryTest : public ExtentQueueTest {
 protected:
  ExtentQueueMemoryTest() { queue_ = ExtentQueue(10 * kMiB); }

  // Returns the address of the memory of an extent that was queued and written.
  const std::byte* pass(std::uint64_t size) {
    EXPECT_TRUE(push(1, size));
    begin();
    const std::byte* const address = writing_.bytes().data();
    EXPECT_EQ(writing_.bytes().size(), size);
    EXPECT_TRUE(end());
    return address;
  }
};

TEST_F(ExtentQueueMemoryTest, IsReusedForSimilarSizes) {
  const std::byte* const first = pass(2 * kMiB - 1);
  EXPECT_EQ(pass(2 * kMiB), first);
  EXPECT_EQ(pass(kMiB + 1), first);
}

TEST_F(ExtentQueueMemoryTest, FreeMemoryIsReleasedForOtherSizes) {
  for (const std::uint64_t size : {4 * kMiB, 5 * kMiB, 6 * kMiB, 10 * kMiB,
                                   kMiB, 2 * kMiB, 3 * kMiB, 9 * kMiB}) {
    pass(size);
    EXPECT_TRUE(queue_.is_idle());
  }
}

TEST_F(ExtentQueueMemoryTest, CountsItsRoundedSize) {
  EXPECT_TRUE(push(1, 4 * kMiB + 1));
  EXPECT_FALSE(push(2, 5 * kMiB + 1));
  EXPECT_TRUE(push(2, 5 * kMiB));
}

}  // namespace
}  // namespace mtscomp
