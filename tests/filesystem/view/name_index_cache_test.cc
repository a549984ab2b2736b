// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/name_index_cache.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace mtscomp {
namespace {

class NameIndexCacheTest : public ::testing::Test {
 protected:
  void look(std::int64_t mtime, std::uint64_t inode = 1) {
    struct stat status = {};
    status.st_ino = inode;
    status.st_mtim.tv_sec = mtime;
    cache_.find_or_read(status, now_, [this] {
      ++n_read_;
      std::this_thread::sleep_for(listing_takes_);
      return std::make_shared<const NameIndex>(entries_, NamingOptions());
    });
  }
  void wait_a_tick() { now_ += NameIndexCache::kTick; }

  NameIndexCache cache_ = NameIndexCache(
      NameIndexCache::kDefaultCapacity,
      [this] { return NameIndexCache::WallClock::time_point(wall_time_); });
  std::chrono::seconds wall_time_ = std::chrono::seconds(2);
  std::chrono::milliseconds listing_takes_ = std::chrono::milliseconds(0);
  std::vector<SourceEntry> entries_;
  NameIndexCache::Clock::time_point now_;
  int n_read_ = 0;
};

TEST_F(NameIndexCacheTest, ListingIsNotTrustedBeforeATickIsOver) {
  look(1);
  look(1);
  EXPECT_EQ(n_read_, 2);
}

TEST_F(NameIndexCacheTest, UnchangedDirectoryIsListedOnceMoreAfterATick) {
  look(1);
  wait_a_tick();
  look(1);
  EXPECT_EQ(n_read_, 2);
  look(1);
  look(1);
  EXPECT_EQ(n_read_, 2);
}

TEST_F(NameIndexCacheTest, ChangedDirectoryIsListed) {
  look(1);
  wait_a_tick();
  look(1);
  look(2);
  EXPECT_EQ(n_read_, 3);
}

TEST_F(NameIndexCacheTest, TrustEndsAfterAWhile) {
  look(1);
  wait_a_tick();
  look(1);
  now_ += NameIndexCache::kMaxAge;
  look(1);
  EXPECT_EQ(n_read_, 3);
}

TEST_F(NameIndexCacheTest, DirectoryThatChangedLongAgoIsListedOnce) {
  wall_time_ = std::chrono::hours(1);
  look(1);
  look(1);
  EXPECT_EQ(n_read_, 1);
}

// Bug: a large directory was listed again every second.
TEST_F(NameIndexCacheTest, TrustLastsLongerIfListingTakesLong) {
  wall_time_ = std::chrono::hours(1);
  listing_takes_ = std::chrono::milliseconds(100);
  look(1);
  now_ += NameIndexCache::kMaxAge;
  look(1);
  EXPECT_EQ(n_read_, 1);
  now_ += std::chrono::hours(1);
  look(1);
  EXPECT_EQ(n_read_, 2);
}

// Bug: directories with more than 32,768 pairs were listed again for each
// look-up.
TEST_F(NameIndexCacheTest, DirectoryBeyondTheBoundIsKeptAlone) {
  wall_time_ = std::chrono::hours(1);
  look(1, 1);
  for (int i = 0; i < 33'000; ++i) {
    for (const char* const suffix : {".cbin", ".ch"}) {
      entries_.push_back(
          {.name = std::to_string(i) + suffix, .inode = 1, .type = S_IFREG});
    }
  }
  look(1, 2);
  look(1, 2);
  EXPECT_EQ(n_read_, 2);
  look(1, 1);
  EXPECT_EQ(n_read_, 3);
}

TEST_F(NameIndexCacheTest, ClearedItListsAgain) {
  look(1);
  wait_a_tick();
  look(1);
  cache_.clear();
  look(1);
  EXPECT_EQ(n_read_, 3);
}

TEST_F(NameIndexCacheTest, DirectoriesAreApart) {
  look(1, 1);
  wait_a_tick();
  look(1, 1);
  look(1, 2);
  EXPECT_EQ(n_read_, 3);
}

}  // namespace
}  // namespace mtscomp
