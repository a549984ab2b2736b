// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/cache/chunk_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <latch>
#include <random>
#include <stdexcept>
#include <thread>

#include "mtscomp/base/error.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::size_t kCapacity = 100;

ChunkPtr make_chunk(std::size_t size) {
  return std::make_shared<const ByteBuffer>(size);
}

std::string message_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (...) {
    return current_exception_message();
  }
}

std::exception_ptr make_error(const std::string& message) {
  return std::make_exception_ptr(std::runtime_error(message));
}

// Words for tests that use one recording and one thread.
class ChunkCacheTest : public ::testing::Test {
 protected:
  // What a waiter was told: "loaded", or why not.
  ChunkCache::OnLoaded tell() {
    return [this](const ChunkPtr& chunk, const std::exception_ptr& error) {
      told_.push_back(chunk ? "loaded" : message_of(error));
    };
  }

  ChunkCache::Lookup look_up(std::uint64_t chunk_index, std::size_t cost = 10) {
    return cache_.find_or_join({.recording = 1, .chunk_index = chunk_index},
                               cost, tell());
  }

  // A miss that is loaded at once.  Returns the chunk.
  ChunkPtr load(std::uint64_t chunk_index, std::size_t cost = 10) {
    ChunkPtr chunk = make_chunk(cost);
    look_up(chunk_index, cost).load->finish(chunk);
    return chunk;
  }

  bool is_cached(std::uint64_t chunk_index) {
    const ChunkCache::Lookup lookup = look_up(chunk_index);
    if (lookup.load) {
      lookup.load->fail(make_error("only asked"));
    }
    return lookup.hit != nullptr;
  }

  ChunkCache cache_ = ChunkCache(kCapacity);
  std::vector<std::string> told_;
};

TEST_F(ChunkCacheTest, StartsEmpty) {
  const CacheCounters counters = cache_.counters();
  EXPECT_EQ(counters.hits + counters.misses + counters.joins +
                counters.evictions + counters.failures + counters.bytes,
            0);
  EXPECT_EQ(counters.capacity, kCapacity);
}

TEST_F(ChunkCacheTest, FirstLookUpIsAMissToBeLoaded) {
  const ChunkCache::Lookup lookup = look_up(1);
  EXPECT_EQ(lookup.hit, nullptr);
  EXPECT_NE(lookup.load, nullptr);
  EXPECT_EQ(cache_.counters().misses, 1);
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(ChunkCacheTest, LoadedChunkIsTold) {
  load(1);
  EXPECT_THAT(told_, ElementsAre("loaded"));
}

TEST_F(ChunkCacheTest, LoadedChunkIsAHit) {
  const ChunkPtr chunk = load(1);
  const ChunkCache::Lookup lookup = look_up(1);
  EXPECT_EQ(lookup.hit, chunk);
  EXPECT_EQ(lookup.load, nullptr);
  EXPECT_EQ(cache_.counters().hits, 1);
  EXPECT_EQ(cache_.counters().misses, 1);
}

TEST_F(ChunkCacheTest, HitIsNotTold) {
  load(1);
  told_.clear();
  look_up(1);
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(ChunkCacheTest, LookUpDuringALoadJoinsIt) {
  const ChunkCache::Lookup first = look_up(1);
  const ChunkCache::Lookup second = look_up(1);
  EXPECT_EQ(second.hit, nullptr);
  EXPECT_EQ(second.load, nullptr);
  EXPECT_EQ(cache_.counters().joins, 1);
  EXPECT_EQ(cache_.counters().misses, 1);
  first.load->finish(make_chunk(10));
  EXPECT_THAT(told_, ElementsAre("loaded", "loaded"));
}

TEST_F(ChunkCacheTest, AllWhoWaitAreToldTheSameChunk) {
  const ChunkPtr chunk = make_chunk(10);
  std::vector<ChunkPtr> chunks;
  const auto collect = [&chunks](const ChunkPtr& loaded,
                                 const std::exception_ptr&) {
    chunks.push_back(loaded);
  };
  const ChunkKey key = {.recording = 1, .chunk_index = 1};
  const ChunkCache::Lookup first = cache_.find_or_join(key, 10, collect);
  cache_.find_or_join(key, 10, collect);
  cache_.find_or_join(key, 10, collect);
  first.load->finish(chunk);
  EXPECT_THAT(chunks, ElementsAre(chunk, chunk, chunk));
}

TEST_F(ChunkCacheTest, KeysDifferByRecordingAndByChunk) {
  load(1);
  EXPECT_FALSE(is_cached(2));
  const ChunkCache::Lookup other =
      cache_.find_or_join({.recording = 2, .chunk_index = 1}, 10, tell());
  EXPECT_EQ(other.hit, nullptr);
  EXPECT_NE(other.load, nullptr);
}

TEST_F(ChunkCacheTest, FailureIsToldToAllWhoWait) {
  const ChunkCache::Lookup first = look_up(1);
  look_up(1);
  first.load->fail(make_error("bad chunk"));
  EXPECT_THAT(told_, ElementsAre("bad chunk", "bad chunk"));
  EXPECT_EQ(cache_.counters().failures, 1);
}

TEST_F(ChunkCacheTest, FailureIsNotCached) {
  look_up(1).load->fail(make_error("bad chunk"));
  const ChunkCache::Lookup again = look_up(1);
  EXPECT_NE(again.load, nullptr);
  EXPECT_EQ(cache_.counters().misses, 2);
  again.load->finish(make_chunk(10));
  EXPECT_TRUE(is_cached(1));
}

TEST_F(ChunkCacheTest, FailureFreesItsBytes) {
  const ChunkCache::Lookup lookup = look_up(1, 30);
  EXPECT_EQ(cache_.counters().bytes, 30);
  lookup.load->fail(make_error("bad chunk"));
  EXPECT_EQ(cache_.counters().bytes, 0);
}

TEST_F(ChunkCacheTest, AbandonedLoadFailsItsWaiters) {
  {
    const ChunkCache::Lookup first = look_up(1);
    look_up(1);
  }
  EXPECT_THAT(told_,
              ElementsAre("the load was abandoned", "the load was abandoned"));
  EXPECT_EQ(cache_.counters().failures, 1);
  EXPECT_EQ(cache_.counters().bytes, 0);
}

TEST_F(ChunkCacheTest, EndedLoadIsNotAbandoned) {
  load(1);
  look_up(2).load->fail(make_error("bad chunk"));
  EXPECT_THAT(told_, ElementsAre("loaded", "bad chunk"));
}

TEST_F(ChunkCacheTest, CountsBytesOfCachedAndLoadingChunks) {
  load(1, 20);
  const ChunkCache::Lookup loading = look_up(2, 30);
  EXPECT_EQ(cache_.counters().bytes, 50);
  loading.load->finish(make_chunk(30));
  EXPECT_EQ(cache_.counters().bytes, 50);
}

TEST_F(ChunkCacheTest, EvictsTheLeastRecentlyUsedFirst) {
  load(1, 40);
  load(2, 40);
  look_up(1);
  load(3, 40);
  EXPECT_EQ(cache_.counters().evictions, 1);
  EXPECT_EQ(cache_.counters().bytes, 80);
  EXPECT_TRUE(is_cached(1));
  EXPECT_FALSE(is_cached(2));
  EXPECT_TRUE(is_cached(3));
}

TEST_F(ChunkCacheTest, MakesRoomWhenALoadStarts) {
  load(1, 60);
  const ChunkCache::Lookup loading = look_up(2, 60);
  EXPECT_EQ(cache_.counters().evictions, 1);
  EXPECT_EQ(cache_.counters().bytes, 60);
  loading.load->finish(make_chunk(60));
}

TEST_F(ChunkCacheTest, FillsItsCapacityExactly) {
  load(1, 50);
  load(2, 50);
  EXPECT_EQ(cache_.counters().bytes, kCapacity);
  EXPECT_EQ(cache_.counters().evictions, 0);
}

TEST_F(ChunkCacheTest, PinnedChunkSurvivesItsEviction) {
  ByteBuffer bytes(60);
  bytes.span()[59] = std::byte{7};
  look_up(1, 60).load->finish(
      std::make_shared<const ByteBuffer>(std::move(bytes)));
  const ChunkPtr pinned = look_up(1, 60).hit;
  load(2, 60);
  EXPECT_FALSE(is_cached(1));
  EXPECT_EQ(pinned->span()[59], std::byte{7});
}

TEST_F(ChunkCacheTest, UnpinnedChunkIsFreedByItsEviction) {
  const std::weak_ptr<const ByteBuffer> witness = load(1, 60);
  EXPECT_FALSE(witness.expired());
  load(2, 60);
  EXPECT_TRUE(witness.expired());
}

TEST_F(ChunkCacheTest, ChunkLargerThanTheCapacityIsToldButNotKept) {
  load(1, kCapacity + 1);
  EXPECT_THAT(told_, ElementsAre("loaded"));
  EXPECT_EQ(cache_.counters().bytes, 0);
  EXPECT_FALSE(is_cached(1));
}

TEST_F(ChunkCacheTest, CapacityOfZeroStillLoads) {
  ChunkCache cache(0);
  const ChunkCache::Lookup lookup = cache.find_or_join({}, 10, tell());
  lookup.load->finish(make_chunk(10));
  EXPECT_THAT(told_, ElementsAre("loaded"));
  EXPECT_EQ(cache.counters().bytes, 0);
}

TEST_F(ChunkCacheTest, WaiterMayUseTheCache) {
  bool was_hit = false;
  const ChunkKey key = {.recording = 1, .chunk_index = 1};
  const ChunkCache::Lookup lookup = cache_.find_or_join(
      key, 10, [&](const ChunkPtr&, const std::exception_ptr&) {
        was_hit = cache_.find_or_join(key, 10, tell()).hit != nullptr;
      });
  lookup.load->finish(make_chunk(10));
  EXPECT_TRUE(was_hit);
}

TEST(ChunkCacheThreads, ManyThreadsOnOneKeyAreOneMiss) {
  constexpr std::size_t kThreads = 16;
  ChunkCache cache(kCapacity);
  std::latch all_asked(kThreads);
  std::atomic<std::size_t> n_told = 0;
  std::atomic<std::size_t> n_hits = 0;
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      const ChunkCache::Lookup lookup = cache.find_or_join(
          {}, 10,
          [&](const ChunkPtr&, const std::exception_ptr&) { ++n_told; });
      n_hits += lookup.hit ? 1 : 0;
      all_asked.arrive_and_wait();
      if (lookup.load) {
        lookup.load->finish(make_chunk(10));
      }
    });
  }
  threads.clear();
  EXPECT_EQ(n_told, kThreads);
  EXPECT_EQ(n_hits, 0);
  EXPECT_EQ(cache.counters().misses, 1);
  EXPECT_EQ(cache.counters().joins, kThreads - 1);
}

TEST(ChunkCacheThreads, EveryLookUpEndsOnceWithTheRightBytes) {
  constexpr std::uint64_t kThreads = 8;
  constexpr std::uint64_t kRounds = 2000;
  constexpr std::uint64_t kChunks = 20;
  ChunkCache cache(kCapacity);
  std::atomic<std::uint64_t> n_loaded = 0;
  std::atomic<std::uint64_t> n_failed = 0;
  std::atomic<std::uint64_t> n_wrong = 0;
  const std::uint64_t seed = test_seed();
  const auto check = [&](std::uint64_t index, const ChunkPtr& chunk) {
    ++n_loaded;
    n_wrong += chunk->span()[0] == static_cast<std::byte>(index) ? 0 : 1;
  };
  const auto run = [&](std::uint64_t thread) {
    std::mt19937_64 random(seed + thread);
    for (std::uint64_t round = 0; round < kRounds; ++round) {
      const std::uint64_t index = random() % kChunks;
      const ChunkCache::Lookup lookup = cache.find_or_join(
          {.recording = 1, .chunk_index = index}, 10,
          [&, index](const ChunkPtr& chunk, const std::exception_ptr&) {
            if (chunk) {
              check(index, chunk);
            } else {
              ++n_failed;
            }
          });
      if (lookup.hit) {
        check(index, lookup.hit);
      } else if (lookup.load && random() % 5 != 0) {
        ByteBuffer bytes(10);
        bytes.span()[0] = static_cast<std::byte>(index);
        lookup.load->finish(
            std::make_shared<const ByteBuffer>(std::move(bytes)));
      }
    }
  };
  std::vector<std::jthread> threads;
  for (std::uint64_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back(run, thread);
  }
  threads.clear();
  EXPECT_EQ(n_loaded + n_failed, kThreads * kRounds);
  EXPECT_EQ(n_wrong, 0);
  const CacheCounters counters = cache.counters();
  EXPECT_EQ(counters.hits + counters.misses + counters.joins,
            kThreads * kRounds);
  EXPECT_LE(counters.bytes, kCapacity);
}

TEST(ChunkKeyHash, DependsOnBothParts) {
  const ChunkKeyHash hash;
  EXPECT_EQ(hash({.recording = 1, .chunk_index = 2}),
            hash({.recording = 1, .chunk_index = 2}));
  EXPECT_NE(hash({.recording = 1, .chunk_index = 2}),
            hash({.recording = 2, .chunk_index = 1}));
  EXPECT_NE(hash({.recording = 1, .chunk_index = 2}),
            hash({.recording = 1, .chunk_index = 3}));
}

}  // namespace
}  // namespace mtscomp
