// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/name_index_cache.h"

#include <gtest/gtest.h>

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
      return std::make_shared<const NameIndex>(std::vector<SourceEntry>(),
                                               NamingOptions());
    });
  }
  void wait_a_tick() { now_ += NameIndexCache::kTick; }

  NameIndexCache cache_;
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
