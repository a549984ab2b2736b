// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "cache/eviction_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace mtscomp {
namespace {

using ::testing::ElementsAre;

constexpr std::size_t kSize = 10;  // Bytes of each chunk.

class EvictionOrderTest : public ::testing::Test {
 protected:
  using Segment = EvictionOrder::Segment;

  static ChunkKey key(std::uint64_t chunk_index) {
    return {.recording = 1, .chunk_index = chunk_index};
  }
  void insert(std::uint64_t chunk_index) {
    order_.insert(key(chunk_index), kSize);
  }
  void visit(std::uint64_t chunk_index, std::size_t size = 1) {
    order_.touch(key(chunk_index), {.size = size, .is_new_visit = true});
  }
  void read_on(std::uint64_t chunk_index, std::size_t size = 1) {
    order_.touch(key(chunk_index), {.size = size, .is_new_visit = false});
  }
  Segment segment(std::uint64_t chunk_index) {
    return order_.segment(key(chunk_index));
  }
  // All evicted chunks, in the order of eviction.
  std::vector<std::uint64_t> victims(Segment last = Segment::kProtected) {
    std::vector<std::uint64_t> gone;
    while (const auto victim =
               order_.find_victim(last, [](const ChunkKey&) { return true; })) {
      gone.push_back(victim->chunk_index);
      order_.erase(*victim);
    }
    return gone;
  }

  EvictionOrder order_ = EvictionOrder(3 * kSize);
};

TEST_F(EvictionOrderTest, OldestGoesFirst) {
  insert(1);
  insert(2);
  insert(3);
  EXPECT_THAT(victims(), ElementsAre(1, 2, 3));
}

TEST_F(EvictionOrderTest, WhatIsReadGoesLater) {
  insert(1);
  insert(2);
  visit(1);
  read_on(1);
  EXPECT_THAT(victims(), ElementsAre(2, 1));
}

TEST_F(EvictionOrderTest, WhatWasReadThroughGoesFirstTheLatestAtOnce) {
  insert(1);
  insert(2);
  insert(3);
  visit(2, kSize);
  visit(3, kSize / 2);
  read_on(3, kSize / 2);
  EXPECT_EQ(segment(3), Segment::kConsumed);
  EXPECT_THAT(victims(), ElementsAre(3, 2, 1));
}

TEST_F(EvictionOrderTest, WhatAReaderPassedGoesFirst) {
  insert(1);
  insert(2);
  visit(2);
  order_.mark_consumed(key(2));
  EXPECT_EQ(segment(2), Segment::kConsumed);
  EXPECT_THAT(victims(), ElementsAre(2, 1));
}

TEST_F(EvictionOrderTest, PassingDoesNotTakeProtectionAway) {
  insert(1);
  visit(1);
  visit(1);
  order_.mark_consumed(key(1));
  EXPECT_EQ(segment(1), Segment::kProtected);
}

TEST_F(EvictionOrderTest, WhatIsVisitedAgainIsProtected) {
  insert(1);
  visit(1);
  read_on(1);
  EXPECT_EQ(segment(1), Segment::kProbation);
  visit(1);
  EXPECT_EQ(segment(1), Segment::kProtected);
  insert(2);
  insert(3);
  EXPECT_THAT(victims(), ElementsAre(2, 3, 1));
}

TEST_F(EvictionOrderTest, ReadThroughAndVisitedAgainIsProtected) {
  insert(1);
  visit(1, kSize);
  visit(1);
  EXPECT_EQ(segment(1), Segment::kProtected);
  read_on(1, kSize);
  EXPECT_EQ(segment(1), Segment::kProtected);
}

TEST_F(EvictionOrderTest, ProtectedOnesAreBoundedAndTheOldestFallsBack) {
  for (std::uint64_t i = 1; i <= 4; ++i) {
    insert(i);
    visit(i);
    visit(i);
  }
  EXPECT_EQ(segment(1), Segment::kProbation);
  EXPECT_EQ(segment(2), Segment::kProtected);
  EXPECT_THAT(victims(), ElementsAre(1, 2, 3, 4));
}

TEST_F(EvictionOrderTest, OneThatIsLargerThanTheBoundMayStay) {
  order_.insert(key(1), 100 * kSize);
  visit(1);
  visit(1);
  EXPECT_EQ(segment(1), Segment::kProtected);
}

TEST_F(EvictionOrderTest, SegmentsAfterTheLastAreSpared) {
  insert(1);
  insert(2);
  visit(2, kSize);
  EXPECT_THAT(victims(Segment::kConsumed), ElementsAre(2));
  EXPECT_THAT(victims(Segment::kProbation), ElementsAre(1));
}

TEST_F(EvictionOrderTest, WhatMayNotGoIsPassedOver) {
  insert(1);
  insert(2);
  const auto victim = order_.find_victim(
      Segment::kProtected,
      [](const ChunkKey& candidate) { return candidate.chunk_index != 1; });
  EXPECT_EQ(victim->chunk_index, 2U);
}

// Number of a scan's chunks that are still cached in the next scan, in a cache
// with n_slots.  A plain LRU cache loses all of them if the file is one chunk
// larger than the cache.
class EvictionOrderScanTest : public ::testing::Test {
 protected:
  std::size_t scan(std::uint64_t recording, std::uint64_t n_chunks) {
    std::size_t n_hits = 0;
    for (std::uint64_t i = 0; i < n_chunks; ++i) {
      n_hits +=
          read({.recording = recording, .chunk_index = i}, kSize) ? 1U : 0U;
    }
    return n_hits;
  }
  bool read(const ChunkKey& key, std::size_t size) {
    const std::size_t index = key.recording * 1000 + key.chunk_index;
    const bool hit = cached_.contains(index);
    if (!hit) {
      if (cached_.size() == kSlots) {
        const auto victim =
            order_.find_victim(EvictionOrder::Segment::kProtected,
                               [](const ChunkKey&) { return true; });
        order_.erase(*victim);
        cached_.erase(victim->recording * 1000 + victim->chunk_index);
      }
      cached_.insert(index);
      order_.insert(key, kSize);
    }
    order_.touch(key, {.size = size, .is_new_visit = true});
    return hit;
  }

  static constexpr std::size_t kSlots = 8;
  EvictionOrder order_ = EvictionOrder(kSlots * kSize * 3 / 4);
  std::set<std::size_t> cached_;
};

TEST_F(EvictionOrderScanTest, RepeatedScansLargerThanTheCacheFindMostOfIt) {
  EXPECT_EQ(scan(1, 10), 0U);
  for (int i = 0; i < 5; ++i) {
    EXPECT_GE(scan(1, 10), 6U);
  }
}

TEST_F(EvictionOrderScanTest, ScanDoesNotEvictWhatAnotherReturnsTo) {
  for (int i = 0; i < 3; ++i) {
    for (std::uint64_t hot = 0; hot < 4; ++hot) {
      read({.recording = 2, .chunk_index = hot}, 1);
    }
  }
  scan(1, 100);
  for (std::uint64_t hot = 0; hot < 4; ++hot) {
    EXPECT_TRUE(read({.recording = 2, .chunk_index = hot}, 1)) << hot;
  }
}

}  // namespace
}  // namespace mtscomp
