// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/disk_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <thread>

#include "mtscomp/base/error.h"
#include "source/disk_cache/cached_extents.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class DiskCacheTest : public ::testing::Test {
 protected:
  // A file of this extent takes 8192 bytes.
  static DiskCacheKey key(std::uint64_t number) { return key_of(number, 5000); }

  void open(std::uint64_t max_size = 1 << 20) {
    cache_.reset();
    cache_.emplace(DiskCacheOptions{
        .directory = path_, .max_size = max_size, .percent_free = 0});
  }
  void put(std::uint64_t number) {
    insert(*cache_, key(number));
    cache_->flush();
  }
  bool has(std::uint64_t number) { return mtscomp::has(*cache_, key(number)); }

  TempDir temporary_;
  std::string path_ = temporary_.file("cache");
  std::optional<DiskCache> cache_;
};

TEST_F(DiskCacheTest, FindsInsertedExtents) {
  open();
  EXPECT_FALSE(has(1));
  put(1);
  EXPECT_TRUE(has(1));
  EXPECT_FALSE(has(2));
  const DiskCacheCounters counters = cache_->counters();
  EXPECT_EQ(counters.hits, 1);
  EXPECT_EQ(counters.misses, 2);
  EXPECT_EQ(counters.bytes, 8192);
  EXPECT_EQ(counters.evictions, 0);
  EXPECT_EQ(counters.corrupt, 0);
  EXPECT_EQ(counters.dropped, 0);
}

TEST_F(DiskCacheTest, OtherVersionsAndExtentsAreNotFound) {
  open();
  put(1);
  DiskCacheKey other = key(1);
  other.version = "\"f\"";
  EXPECT_FALSE(find(*cache_, other));
  other = key(1);
  other.size = 4999;
  EXPECT_FALSE(find(*cache_, other));
}

TEST_F(DiskCacheTest, SurvivesARestart) {
  open();
  for (std::uint64_t i = 0; i < 50; ++i) {
    put(i);
  }
  open();
  for (std::uint64_t i = 0; i < 50; ++i) {
    EXPECT_TRUE(has(i));  // The files are perhaps not found yet.
  }
  cache_->flush();
  for (std::uint64_t i = 0; i < 50; ++i) {
    EXPECT_TRUE(has(i));
  }
  EXPECT_EQ(cache_->counters().bytes, 50 * 8192);
}

TEST_F(DiskCacheTest, KeepsExtentsOfAllSizes) {
  open(std::uint64_t{100} << 20);
  const std::vector<std::uint64_t> sizes = {0,    1,     4031,    4032,   4033,
                                            4096, 65536, 1 << 20, 9000000};
  for (const std::uint64_t size : sizes) {
    insert(*cache_, key_of(1, size));
  }
  cache_->flush();
  for (const std::uint64_t size : sizes) {
    EXPECT_TRUE(mtscomp::has(*cache_, key_of(1, size))) << size;
  }
  EXPECT_EQ(cache_->counters().bytes, space_of(cached_files(path_)));
}

TEST_F(DiskCacheTest, EvictsTheLeastRecentlyUsedExtent) {
  open(4 * 8192);
  for (const std::uint64_t number : {1U, 2U, 3U, 4U}) {
    put(number);
  }
  EXPECT_TRUE(has(1));
  put(5);
  EXPECT_FALSE(has(2));
  EXPECT_TRUE(has(3));
  put(6);
  EXPECT_FALSE(has(4));
  for (const std::uint64_t number : {1U, 3U, 5U, 6U}) {
    EXPECT_TRUE(has(number));
  }
  EXPECT_EQ(cache_->counters().evictions, 2);
  EXPECT_EQ(cache_->counters().bytes, 4 * 8192);
  EXPECT_THAT(cached_files(path_), SizeIs(4));
}

TEST_F(DiskCacheTest, KeepsTheOrderOverARestart) {
  open(4 * 8192);
  for (const std::uint64_t number : {1U, 2U, 3U, 4U}) {
    put(number);
  }
  const std::vector<std::chrono::hours> ages = {
      std::chrono::hours(2), std::chrono::hours(4), std::chrono::hours(3),
      std::chrono::hours(5)};
  for (std::uint64_t i = 0; i < 4; ++i) {
    set_age(path_of(path_, key(i + 1)), ages[i]);
  }
  open(4 * 8192);
  put(5);
  EXPECT_FALSE(has(4));
  put(6);
  EXPECT_FALSE(has(2));
  EXPECT_TRUE(has(1));
  EXPECT_TRUE(has(3));
}

TEST_F(DiskCacheTest, ALowerLimitHoldsAfterTheStart) {
  open();
  for (std::uint64_t i = 0; i < 20; ++i) {
    put(i);
  }
  open(3 * 8192);
  cache_->flush();
  EXPECT_THAT(cached_files(path_), SizeIs(3));
  EXPECT_EQ(cache_->counters().bytes, 3 * 8192);
}

TEST_F(DiskCacheTest, ASecondCacheInTheDirectoryIsRefused) {
  open();
  EXPECT_THROW(DiskCache({.directory = path_}), UsageError);
  put(1);
  EXPECT_TRUE(has(1));
}

TEST_F(DiskCacheTest, FilesAreForTheUserAlone) {
  open();
  put(1);
  struct stat status = {};
  ASSERT_EQ(::stat(path_of(path_, key(1)).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600);
  EXPECT_GE(status.st_blocks * 512, status.st_size);  // Not sparse.
}

TEST_F(DiskCacheTest, RemovedExtentsAreNotFound) {
  open();
  put(1);
  cache_->remove(key(1));
  EXPECT_FALSE(has(1));
  EXPECT_EQ(cache_->counters().bytes, 0);
  EXPECT_THAT(cached_files(path_), IsEmpty());
  cache_->remove(key(2));
  put(1);
  EXPECT_TRUE(has(1));
}

TEST_F(DiskCacheTest, AnExtentThatIsRemovedBeforeItIsWrittenIsNotFound) {
  open();
  for (std::uint64_t i = 0; i < 300; ++i) {
    insert(*cache_, key(i));
    if (i % 3 == 0) {
      std::this_thread::sleep_for(std::chrono::microseconds(i % 100));
    }
    cache_->remove(key(i));
    EXPECT_FALSE(find(*cache_, key(i)));
  }
  cache_->flush();
  EXPECT_EQ(cache_->counters().bytes, 0);
  EXPECT_THAT(cached_files(path_), IsEmpty());
}

TEST_F(DiskCacheTest, DropsExtentsIfTheQueueIsFull) {
  cache_.emplace(DiskCacheOptions{.directory = path_,
                                  .max_size = 1 << 20,
                                  .percent_free = 0,
                                  .max_queued = 8192});
  insert(*cache_, key_of(1, 8193));
  insert(*cache_, key_of(2, 100000));
  EXPECT_EQ(cache_->counters().dropped, 2);
  put(1);
  EXPECT_TRUE(has(1));
  EXPECT_EQ(cache_->counters().dropped, 2);
}

TEST_F(DiskCacheTest, EndsWithAFullQueue) {
  for (int i = 0; i < 20; ++i) {
    open(std::uint64_t{1} << 30);
    for (std::uint64_t number = 0; number < 50; ++number) {
      insert(*cache_, key_of(number, 100000));
    }
  }
  open();
  cache_->flush();
  for (std::uint64_t number = 0; number < 50; ++number) {
    mtscomp::has(*cache_, key_of(number, 100000));
  }
}

TEST_F(DiskCacheTest, EqualExtentsInTheQueueAreWrittenOnce) {
  open();
  for (int i = 0; i < 50; ++i) {
    insert(*cache_, key(1));
  }
  cache_->flush();
  EXPECT_EQ(cache_->counters().bytes, 8192);
  EXPECT_TRUE(has(1));
}

}  // namespace
}  // namespace mtscomp
