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
    if (!queue_.reserve(size)) {
      return false;
    }
    queue_.push({key(number), PageBuffer(size)});
    return true;
  }
  static ExtentKey key(std::uint64_t number) {
    return hash_key(key_of(number, 10));
  }
  std::uint64_t begin() {
    const std::optional<QueuedExtent> extent = queue_.begin_writing();
    return extent ? extent->key.offset : ~std::uint64_t{0};
  }

  ExtentQueue queue_{4 * kPage};
};

TEST_F(ExtentQueueTest, IsIdleAtFirst) {
  EXPECT_TRUE(queue_.is_idle());
  EXPECT_FALSE(queue_.begin_writing());
  EXPECT_FALSE(queue_.is_writing(key(1).name()));
}

TEST_F(ExtentQueueTest, ReturnsTheOldestExtentFirst) {
  push(1);
  push(2);
  EXPECT_EQ(begin(), key(1).offset);
  EXPECT_TRUE(queue_.end_writing());
  EXPECT_EQ(begin(), key(2).offset);
  EXPECT_TRUE(queue_.end_writing());
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
  queue_.end_writing();
  EXPECT_TRUE(push(2));
}

TEST_F(ExtentQueueTest, ReservedMemoryCounts) {
  EXPECT_TRUE(queue_.reserve(4 * kPage));
  EXPECT_FALSE(queue_.is_idle());
  EXPECT_FALSE(push(1));
  queue_.release(4 * kPage);
  EXPECT_TRUE(queue_.is_idle());
  EXPECT_FALSE(queue_.reserve(4 * kPage + 1));
  EXPECT_FALSE(queue_.reserve(~std::uint64_t{0} - kPage));
}

TEST_F(ExtentQueueTest, RemovesWaitingExtents) {
  push(1);
  push(2);
  push(1);
  EXPECT_EQ(queue_.remove(key(1).name()).size(), 2);
  EXPECT_EQ(begin(), key(2).offset);
  EXPECT_TRUE(queue_.end_writing());
  EXPECT_TRUE(queue_.is_idle());
}

TEST_F(ExtentQueueTest, ReportsThatTheWrittenExtentWasRemoved) {
  push(1);
  begin();
  EXPECT_TRUE(queue_.is_writing(key(1).name()));
  EXPECT_FALSE(queue_.is_writing(key(2).name()));
  queue_.remove(key(2).name());
  queue_.remove(key(1).name());
  EXPECT_FALSE(queue_.end_writing());
  EXPECT_TRUE(queue_.is_writing(key(1).name()));
  EXPECT_TRUE(queue_.end_writing());
  EXPECT_FALSE(queue_.is_writing(key(1).name()));
  push(1);
  begin();
  EXPECT_TRUE(queue_.end_writing());
}

}  // namespace
}  // namespace mtscomp
