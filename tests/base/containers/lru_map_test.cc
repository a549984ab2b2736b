// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/containers/lru_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>

#include "support/seed.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Map = LruMap<int, std::string>;

TEST(LruMapTest, IsEmptyAtFirst) {
  Map map(10);
  EXPECT_EQ(map.size(), 0);
  EXPECT_EQ(map.cost(), 0);
  EXPECT_EQ(map.capacity(), 10);
  EXPECT_EQ(map.find(1), nullptr);
}

TEST(LruMapTest, FindsWhatWasInserted) {
  Map map(10);
  map.insert(1, "a", 3);
  map.insert(2, "b", 4);
  ASSERT_NE(map.find(1), nullptr);
  EXPECT_EQ(*map.find(1), "a");
  EXPECT_EQ(*map.find(2), "b");
  EXPECT_EQ(map.find(3), nullptr);
  EXPECT_EQ(map.size(), 2);
  EXPECT_EQ(map.cost(), 7);
}

TEST(LruMapTest, InsertingAgainReplacesValueAndCost) {
  Map map(10);
  map.insert(1, "a", 3);
  map.insert(1, "b", 5);
  EXPECT_EQ(*map.find(1), "b");
  EXPECT_EQ(map.size(), 1);
  EXPECT_EQ(map.cost(), 5);
}

TEST(LruMapTest, InsertingEvictsNothing) {
  Map map(10);
  map.insert(1, "a", 8);
  map.insert(2, "b", 8);
  EXPECT_EQ(map.size(), 2);
  EXPECT_EQ(map.cost(), 16);
}

TEST(LruMapTest, ErasesAKeyAndItsCost) {
  Map map(10);
  map.insert(1, "a", 3);
  map.insert(2, "b", 4);
  map.erase(1);
  EXPECT_EQ(map.find(1), nullptr);
  EXPECT_EQ(map.cost(), 4);
  map.erase(1);
  EXPECT_EQ(map.size(), 1);
}

TEST(LruMapTest, ShrinksFromTheLeastRecentlyInserted) {
  Map map(10);
  map.insert(1, "a", 5);
  map.insert(2, "b", 5);
  map.insert(3, "c", 5);
  EXPECT_THAT(map.shrink(), ElementsAre("a"));
  EXPECT_EQ(map.cost(), 10);
  EXPECT_EQ(map.find(1), nullptr);
}

TEST(LruMapTest, FindingCountsAsUse) {
  Map map(10);
  map.insert(1, "a", 5);
  map.insert(2, "b", 5);
  map.find(1);
  map.insert(3, "c", 5);
  EXPECT_THAT(map.shrink(), ElementsAre("b"));
}

TEST(LruMapTest, ShrinksAsMuchAsNeeded) {
  Map map(10);
  for (int key = 1; key <= 5; ++key) {
    map.insert(key, std::to_string(key), 2);
  }
  map.insert(6, "6", 5);
  EXPECT_THAT(map.shrink(), ElementsAre("1", "2", "3"));
}

TEST(LruMapTest, ShrinkDoesNothingWithinTheCapacity) {
  Map map(10);
  map.insert(1, "a", 10);
  EXPECT_THAT(map.shrink(), IsEmpty());
}

TEST(LruMapTest, ShrinkMakesRoomForAReserve) {
  Map map(10);
  map.insert(1, "a", 5);
  map.insert(2, "b", 5);
  EXPECT_THAT(map.shrink(5), ElementsAre("a"));
  EXPECT_THAT(map.shrink(11), ElementsAre("b"));
  EXPECT_EQ(map.size(), 0);
  EXPECT_THAT(map.shrink(11), IsEmpty());
}

TEST(LruMapTest, ShrinkEvictsAnEntryThatNeverFits) {
  Map map(10);
  map.insert(1, "a", 11);
  EXPECT_THAT(map.shrink(), ElementsAre("a"));
  EXPECT_EQ(map.cost(), 0);
}

TEST(LruMapTest, HoldsValuesThatOnlyMove) {
  LruMap<int, std::unique_ptr<int>> map(1);
  map.insert(1, std::make_unique<int>(7), 1);
  map.insert(2, std::make_unique<int>(8), 1);
  const std::vector<std::unique_ptr<int>> evicted = map.shrink();
  ASSERT_EQ(evicted.size(), 1);
  EXPECT_EQ(*evicted.front(), 7);
}

// Compares with a plain list that is searched from end to end.
TEST(LruMapTest, AgreesWithASlowOne) {
  struct Entry {
    int key;
    std::size_t cost;
  };
  std::mt19937_64 random(test_seed());
  std::vector<Entry> slow;  // Least recently used first.
  Map map(50);
  for (int step = 0; step < 5000; ++step) {
    const int key = static_cast<int>(random() % 20);
    const auto at =
        std::find_if(slow.begin(), slow.end(),
                     [key](const Entry& e) { return e.key == key; });
    ASSERT_EQ(map.find(key) != nullptr, at != slow.end()) << step;
    Entry entry = {.key = key, .cost = random() % 12};
    if (at != slow.end()) {
      entry.cost = random() % 2 == 0 ? at->cost : entry.cost;
      slow.erase(at);
    }
    slow.push_back(entry);
    map.insert(key, "", entry.cost);
    map.shrink();
    std::size_t cost = 0;
    for (const Entry& each : slow) {
      cost += each.cost;
    }
    while (cost > 50) {
      cost -= slow.front().cost;
      slow.erase(slow.begin());
    }
    ASSERT_EQ(map.size(), slow.size()) << step;
    ASSERT_EQ(map.cost(), cost) << step;
  }
}

}  // namespace
}  // namespace mtscomp
