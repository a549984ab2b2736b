// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "cache/slot_pool.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "support/seed.h"

namespace mtscomp {
namespace {

// The unit in which slots are counted.
constexpr std::size_t kPage = 4096;
constexpr std::size_t kCapacity = 100 * kPage;

TEST(SlotPoolTest, GivesSlotsUpToItsCapacity) {
  SlotPool pool(kCapacity);
  const auto first = pool.take(60 * kPage);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->size(), 60 * kPage);
  EXPECT_FALSE(pool.take(41 * kPage));
  EXPECT_TRUE(pool.take(40 * kPage));
  EXPECT_EQ(pool.in_use(), 100 * kPage);
  EXPECT_FALSE(pool.take(1));
}

TEST(SlotPoolTest, GivesTheSameMemoryAgain) {
  SlotPool pool(kCapacity);
  PageBuffer slot = *pool.take(60 * kPage);
  const std::byte* const data = slot.span().data();
  pool.put_back(std::move(slot));
  EXPECT_EQ(pool.in_use(), 0U);
  EXPECT_EQ(pool.size(), 60 * kPage);
  EXPECT_EQ(pool.take(60 * kPage)->span().data(), data);
}

TEST(SlotPoolTest, FreeSlotsMakeRoomForOtherSizes) {
  SlotPool pool(kCapacity);
  PageBuffer one = *pool.take(30 * kPage);
  PageBuffer two = *pool.take(30 * kPage);
  pool.put_back(std::move(one));
  pool.put_back(std::move(two));
  ASSERT_TRUE(pool.take(65 * kPage));
  EXPECT_EQ(pool.size(), 95 * kPage);  // One of the two was released.
}

TEST(SlotPoolTest, FreeSlotsOfASizeThatIsSparedMakeNoRoom) {
  SlotPool pool(kCapacity);
  pool.put_back(*pool.take(60 * kPage));
  EXPECT_FALSE(pool.take(50 * kPage, 60 * kPage));
  EXPECT_EQ(pool.size(), 60 * kPage);
  EXPECT_TRUE(pool.take(40 * kPage, 60 * kPage));
  EXPECT_TRUE(pool.take(60 * kPage, 60 * kPage));
}

TEST(SlotPoolTest, SlotsInUseMakeNoRoom) {
  SlotPool pool(kCapacity);
  const auto one = pool.take(30 * kPage);
  EXPECT_FALSE(pool.take(71 * kPage));
  EXPECT_EQ(pool.size(), 30 * kPage);
}

TEST(SlotPoolTest, TrimDropsWhatIsFree) {
  SlotPool pool(kCapacity);
  const auto used = pool.take(20 * kPage);
  pool.put_back(*pool.take(50 * kPage));
  pool.release_free_slots();
  EXPECT_EQ(pool.size(), 20 * kPage);
}

// Otherwise the bookkeeping of tiny slots would need more memory than the
// slots.
TEST(SlotPoolTest, TinySlotsCountAsPages) {
  SlotPool pool(kCapacity);
  std::vector<PageBuffer> taken;
  while (std::optional<PageBuffer> slot = pool.take(1)) {
    taken.push_back(std::move(*slot));
  }
  EXPECT_EQ(taken.size(), 100U);
  EXPECT_EQ(pool.in_use(), kCapacity);
  pool.put_back(std::move(taken.back()));
  EXPECT_EQ(pool.in_use(), kCapacity - kPage);
}

TEST(SlotPoolTest, NothingTakesNothing) {
  SlotPool pool(0);
  EXPECT_EQ(pool.take(0)->size(), 0U);
  EXPECT_FALSE(pool.take(1));
}

TEST(SlotPoolTest, NeverExceedsItsCapacity) {
  SlotPool pool(1000 * kPage);
  std::mt19937_64 random(test_seed());
  std::vector<PageBuffer> taken;
  std::size_t in_use = 0;
  for (int i = 0; i < 10'000; ++i) {
    if (random() % 2 == 0) {
      const std::size_t size = (1 + random() % 5 * 77) * kPage;
      auto slot = pool.take(size);
      EXPECT_EQ(slot.has_value(), in_use + size <= 1000 * kPage);
      if (slot) {
        in_use += size;
        taken.push_back(std::move(*slot));
      }
    } else if (!taken.empty()) {
      std::swap(taken[random() % taken.size()], taken.back());
      in_use -= taken.back().size();
      pool.put_back(std::move(taken.back()));
      taken.pop_back();
    }
    ASSERT_EQ(pool.in_use(), in_use);
    ASSERT_LE(pool.size(), 1000 * kPage);
  }
}

}  // namespace
}  // namespace mtscomp
