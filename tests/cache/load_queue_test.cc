// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "cache/load_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct FakeLoad {
  explicit FakeLoad(const ChunkKey& key) : own_key(key) {}
  ChunkKey own_key;
  const ChunkKey& key() const { return own_key; }
};

class LoadQueueTest : public ::testing::Test {
 protected:
  static ChunkKey key(std::uint64_t chunk_index) {
    return {.recording = 1, .chunk_index = chunk_index};
  }
  static std::unique_ptr<FakeLoad> load(std::uint64_t chunk_index) {
    return std::make_unique<FakeLoad>(key(chunk_index));
  }
  std::vector<std::uint64_t> demand() {
    std::vector<std::uint64_t> taken;
    while (queue_.next_demand() != nullptr) {
      taken.push_back(queue_.take_demand()->key().chunk_index);
    }
    return taken;
  }
  std::vector<std::uint64_t> prefetch() {
    std::vector<std::uint64_t> taken;
    while (queue_.next_prefetch() != nullptr) {
      taken.push_back(queue_.take_prefetch()->key().chunk_index);
    }
    return taken;
  }

  LoadQueue<FakeLoad> queue_;
};

TEST_F(LoadQueueTest, StartsEmpty) {
  EXPECT_EQ(queue_.next_demand(), nullptr);
  EXPECT_EQ(queue_.next_prefetch(), nullptr);
}

TEST_F(LoadQueueTest, EachKindComesInItsOrder) {
  queue_.add_demand(load(1));
  queue_.add_prefetch(load(2));
  queue_.add_demand(load(3));
  queue_.add_prefetch(load(4));
  EXPECT_EQ(queue_.next_demand()->key(), key(1));
  EXPECT_THAT(demand(), ElementsAre(1, 3));
  EXPECT_THAT(prefetch(), ElementsAre(2, 4));
}

TEST_F(LoadQueueTest, PrefetchThatIsWaitedForBecomesDemand) {
  queue_.add_prefetch(load(1));
  queue_.add_prefetch(load(2));
  queue_.add_demand(load(3));
  EXPECT_TRUE(queue_.promote(key(1)));
  EXPECT_FALSE(queue_.promote(key(3)));
  EXPECT_FALSE(queue_.promote(key(4)));
  EXPECT_THAT(demand(), ElementsAre(3, 1));
  EXPECT_THAT(prefetch(), ElementsAre(2));
  EXPECT_THAT(demand(), IsEmpty());
}

}  // namespace
}  // namespace mtscomp
