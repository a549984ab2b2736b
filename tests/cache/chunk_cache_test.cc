// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "cache/chunk_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <random>
#include <set>
#include <stdexcept>
#include <thread>

#include "mtscomp/base/error.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

// The unit in which memory for chunks is counted.
constexpr std::size_t kPage = 4096;
constexpr std::size_t kCapacity = 100 * kPage;
constexpr LoadSize kSize = {.chunk = 10 * kPage, .workspace = 5 * kPage};

std::string message_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (...) {
    return current_exception_message();
  }
}

ChunkKey key(std::uint64_t chunk_index) {
  return {.recording = 1, .chunk_index = chunk_index};
}

std::byte value_of(const ChunkKey& key) {
  return static_cast<std::byte>(key.recording + key.chunk_index);
}

void fill_right(ChunkLoad& load, std::size_t /*worker*/) {
  std::ranges::fill(load.chunk(), value_of(load.key()));
}

// Result of a look-up.
struct Outcome {
  ChunkPin pin;
  std::string error;
};

// A cache and its workers.
class ChunkCacheTest : public ::testing::Test {
 protected:
  explicit ChunkCacheTest(const CacheOptions& options = {.capacity = kCapacity})
      : cache_(options) {
    for (std::size_t i = 0; i < cache_.n_servers(); ++i) {
      servers_.emplace_back([this, i] { cache_.serve(i); });
    }
  }
  ~ChunkCacheTest() override { cache_.stop(); }

  // A look-up and, if it is no hit, the wait for its load.
  Outcome load(std::uint64_t chunk_index, const LoadSize& size = kSize,
               ChunkLoad::Fill fill = fill_right,
               const ChunkAccess& access = {.size = 1, .is_new_visit = true}) {
    std::promise<Outcome> told;
    ChunkPin hit = cache_.find_or_load(
        key(chunk_index), size, access,
        [&told](ChunkPin pin, const std::exception_ptr& error,
                const ChunkWait&) {
          told.set_value({std::move(pin), error ? message_of(error) : ""});
        },
        std::move(fill));
    return hit ? Outcome{std::move(hit), ""} : told.get_future().get();
  }
  // Continues to read a chunk, to its last byte.
  void read_through(std::uint64_t chunk_index) {
    load(chunk_index, kSize, fill_right,
         {.size = kSize.chunk, .is_new_visit = false});
  }
  bool is_cached(std::uint64_t chunk_index) {
    const std::uint64_t hits = cache_.counters().hits;
    load(chunk_index);
    return cache_.counters().hits > hits;
  }
  void wait_until(const std::function<bool(const CacheCounters&)>& holds) {
    while (!holds(cache_.counters())) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  // Prefetches a chunk and waits until it is cached.
  void prefetch(std::uint64_t chunk_index) {
    std::latch loaded(1);
    cache_.prefetch(key(chunk_index), kSize,
                    [&](ChunkLoad& load, std::size_t worker) {
                      fill_right(load, worker);
                      loaded.count_down();
                    });
    loaded.wait();
    // Joining the load returns only after the load has ended.
    load(chunk_index);
  }

  ChunkCache cache_;
  std::vector<std::jthread> servers_;
};

TEST_F(ChunkCacheTest, StartsEmpty) {
  const CacheCounters counters = cache_.counters();
  EXPECT_EQ(counters.hits + counters.misses + counters.joins +
                counters.evictions + counters.failures + counters.bytes,
            0U);
  EXPECT_EQ(counters.capacity, kCapacity);
}

TEST_F(ChunkCacheTest, LoadsAndHits) {
  const Outcome first = load(1);
  ASSERT_TRUE(first.pin) << first.error;
  EXPECT_EQ(first.pin.bytes().size(), kSize.chunk);
  EXPECT_EQ(first.pin.bytes()[3], value_of(key(1)));
  const Outcome second = load(1);
  EXPECT_EQ(second.pin.bytes().data(), first.pin.bytes().data());
  EXPECT_EQ(cache_.counters().misses, 1U);
  EXPECT_EQ(cache_.counters().hits, 1U);
}

TEST_F(ChunkCacheTest, DroppedItLoadsAgainAndKeepsWhatIsPinned) {
  const Outcome pinned = load(1);
  load(2);
  cache_.evict_all();
  EXPECT_EQ(pinned.pin.bytes()[3], value_of(key(1)));
  EXPECT_TRUE(is_cached(1));
  EXPECT_FALSE(is_cached(2));
  EXPECT_EQ(cache_.counters().decodes, 3U);
}

TEST_F(ChunkCacheTest, LoadHasTheWorkspaceThatItAskedFor) {
  std::size_t size = 0;
  load(1, kSize,
       [&](ChunkLoad& load, std::size_t) { size = load.workspace().size(); });
  EXPECT_EQ(size, kSize.workspace);
}

TEST_F(ChunkCacheTest, FailureIsToldAndNotCached) {
  const auto fail = [](ChunkLoad&, std::size_t) {
    throw std::runtime_error("no luck");
  };
  EXPECT_EQ(load(1, kSize, fail).error, "no luck");
  EXPECT_TRUE(load(1).pin);
  EXPECT_EQ(cache_.counters().failures, 1U);
  EXPECT_EQ(cache_.counters().misses, 2U);
}

TEST_F(ChunkCacheTest, ManyThatAskAtOnceCauseOneLoad) {
  constexpr std::size_t kThreads = 16;
  std::latch together(kThreads);
  std::atomic<std::size_t> n_loads = 0;
  std::atomic<std::size_t> n_right = 0;
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      together.arrive_and_wait();
      const Outcome outcome =
          load(1, kSize, [&](ChunkLoad& load, std::size_t worker) {
            ++n_loads;
            fill_right(load, worker);
          });
      n_right += outcome.pin && outcome.pin.bytes()[0] == value_of(key(1));
    });
  }
  threads.clear();
  EXPECT_EQ(n_loads, 1U);
  EXPECT_EQ(n_right, kThreads);
  const CacheCounters counters = cache_.counters();
  EXPECT_EQ(counters.misses, 1U);
  EXPECT_EQ(counters.hits + counters.joins, kThreads - 1);
}

TEST_F(ChunkCacheTest, LoadsAndWaitsAreTimed) {
  load(1, kSize, [](ChunkLoad& load, std::size_t worker) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    fill_right(load, worker);
  });
  load(1);  // A hit waits for nothing.
  const CacheCounters counters = cache_.counters();
  EXPECT_EQ(counters.load_times.count(), 1U);
  EXPECT_EQ(counters.wait_times.count(), 1U);
  EXPECT_GE(counters.load_times.sum(), 0.02);
  // The reader came before a worker started the load.
  EXPECT_GE(counters.wait_times.sum(), counters.load_times.sum());
}

TEST_F(ChunkCacheTest, FailedLoadsAreTimedToo) {
  load(1, kSize,
       [](ChunkLoad&, std::size_t) { throw std::runtime_error("no luck"); });
  EXPECT_EQ(cache_.counters().load_times.count(), 1U);
  EXPECT_EQ(cache_.counters().wait_times.count(), 1U);
}

TEST_F(ChunkCacheTest, WaiterLearnsWhetherItJoinedALoad) {
  std::latch joined(1);
  std::promise<bool> first;
  std::promise<bool> second;
  const auto look_up = [this](std::promise<bool>& told, ChunkLoad::Fill fill) {
    cache_.find_or_load(
        key(1), kSize, {},
        [&told](const ChunkPin&, const std::exception_ptr&,
                const ChunkWait& wait) { told.set_value(wait.is_join); },
        std::move(fill));
  };
  look_up(first, [&](ChunkLoad&, std::size_t) { joined.wait(); });
  wait_until([](const CacheCounters& c) { return c.misses == 1; });
  look_up(second, fill_right);
  joined.count_down();
  EXPECT_FALSE(first.get_future().get());
  EXPECT_TRUE(second.get_future().get());
}

TEST_F(ChunkCacheTest, EvictsTheOldestWhenRoomIsNeeded) {
  for (std::uint64_t i = 0; i < 12; ++i) {
    load(i);
  }
  EXPECT_TRUE(is_cached(11));
  EXPECT_FALSE(is_cached(0));
  EXPECT_LE(cache_.counters().bytes, kCapacity);
  EXPECT_GT(cache_.counters().evictions, 0U);
}

// Clearing new pages takes as long as decoding: in a full cache, a load reuses
// the memory of an evicted chunk.
TEST_F(ChunkCacheTest, FullCacheUsesItsMemoryAgain) {
  std::set<const std::byte*> chunks;
  std::set<const std::byte*> workspaces;
  for (std::uint64_t i = 0; i < 100; ++i) {
    load(i, kSize, [&](ChunkLoad& load, std::size_t worker) {
      chunks.insert(load.chunk().data());
      workspaces.insert(load.workspace().data());
      fill_right(load, worker);
    });
  }
  EXPECT_EQ(chunks.size(), 9U);
  EXPECT_EQ(workspaces.size(), 1U);
}

TEST_F(ChunkCacheTest, PinnedChunksStay) {
  const Outcome pinned = load(0);
  for (std::uint64_t i = 1; i < 30; ++i) {
    load(i);
  }
  EXPECT_EQ(pinned.pin.bytes()[0], value_of(key(0)));
  EXPECT_TRUE(is_cached(0));
}

TEST_F(ChunkCacheTest, LoadWaitsUntilAPinIsGone) {
  Outcome large = load(0, {.chunk = 90 * kPage, .workspace = 10 * kPage});
  std::promise<std::string> told;
  const ChunkPin hit = cache_.find_or_load(
      key(1), kSize, {.size = 1, .is_new_visit = true},
      [&](const ChunkPin& pin, const std::exception_ptr& error,
          const ChunkWait&) {
        told.set_value(pin ? "loaded" : message_of(error));
      },
      fill_right);
  std::future<std::string> outcome = told.get_future();
  EXPECT_EQ(outcome.wait_for(std::chrono::milliseconds(50)),
            std::future_status::timeout);
  large.pin = ChunkPin();
  EXPECT_EQ(outcome.get(), "loaded");
}

TEST_F(ChunkCacheTest, ChunkBeyondTheCapacityFailsAndNamesBothSizes) {
  const Outcome outcome =
      load(1, {.chunk = 80 * kPage, .workspace = 21 * kPage});
  EXPECT_FALSE(outcome.pin);
  EXPECT_THAT(outcome.error, HasSubstr("413696 bytes"));
  EXPECT_THAT(outcome.error, HasSubstr("the cache has 409600"));
  EXPECT_TRUE(load(2, {.chunk = 80 * kPage, .workspace = 20 * kPage}).pin);
}

TEST_F(ChunkCacheTest, PrefetchedChunkIsAHit) {
  prefetch(1);
  const CacheCounters counters = cache_.counters();
  EXPECT_EQ(counters.misses, 0U);
  EXPECT_EQ(counters.prefetch.issued, 1U);
  EXPECT_EQ(counters.prefetch.used, 1U);
  EXPECT_EQ(counters.prefetch.wasted, 0U);
}

TEST_F(ChunkCacheTest, PrefetchOfWhatIsThereDoesNothing) {
  load(1);
  cache_.prefetch(key(1), kSize, [](ChunkLoad&, std::size_t) { FAIL(); });
  load(2);
  EXPECT_EQ(cache_.counters().prefetch.issued, 0U);
}

TEST_F(ChunkCacheTest, PrefetchThatNobodyReadsIsWasteOnceItIsEvicted) {
  cache_.prefetch(key(1), kSize, fill_right);
  wait_until([](const CacheCounters& c) { return c.prefetch.issued == 1; });
  for (std::uint64_t i = 2; i < 30; ++i) {
    load(i);
  }
  EXPECT_EQ(cache_.counters().prefetch.wasted, 1U);
  EXPECT_EQ(cache_.counters().prefetch.used, 0U);
}

// A prefetch may use only free memory and chunks that were read to their end.
TEST_F(ChunkCacheTest, PrefetchEvictsNothingThatMayBeReadOn) {
  for (std::uint64_t i = 0; i < 9; ++i) {
    load(i);
  }
  const std::uint64_t evictions = cache_.counters().evictions;
  cache_.prefetch(key(20), kSize, fill_right);
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(cache_.counters().prefetch.issued, 0U);
  EXPECT_EQ(cache_.counters().evictions, evictions);
  read_through(8);
  prefetch(21);
  EXPECT_EQ(cache_.counters().prefetch.issued, 1U);
  EXPECT_FALSE(is_cached(8));
}

TEST_F(ChunkCacheTest, PrefetchTakesHalfOfTheCacheAtMost) {
  for (std::uint64_t i = 0; i < 9; ++i) {
    cache_.prefetch(key(i), kSize, fill_right);
  }
  wait_until([](const CacheCounters& c) { return c.prefetch.issued == 5; });
  load(20);  // Started after the other prefetches were dropped.
  EXPECT_EQ(cache_.counters().prefetch.issued, 5U);
}

// Prefetched chunks whose reader has gone must not block other prefetches for
// ever.
TEST_F(ChunkCacheTest, PrefetchesThatNobodyReadsMakeWayInTime) {
  for (std::uint64_t i = 0; i < 9; ++i) {
    cache_.prefetch(key(i), kSize, fill_right);
  }
  wait_until([](const CacheCounters& c) { return c.prefetch.issued == 5; });
  load(99);  // Started after the other prefetches were dropped.
  for (std::uint64_t i = 100; i < 200; ++i) {
    load(i);
    read_through(i);
    cache_.prefetch(key(1000 + i), kSize, fill_right);
  }
  wait_until([](const CacheCounters& c) { return c.prefetch.issued > 5; });
}

// The cache has one worker for each kind of load: a read must not wait for the
// prefetch.
TEST_F(ChunkCacheTest, NothingWaitsForAPrefetch) {
  std::latch running(1);
  std::latch release(1);
  cache_.prefetch(key(1), kSize, [&](ChunkLoad& load, std::size_t worker) {
    running.count_down();
    release.wait();
    fill_right(load, worker);
  });
  running.wait();
  EXPECT_TRUE(load(2).pin);
  release.count_down();
  load(1);  // Waits for the prefetch, which uses the latches.
}

TEST_F(ChunkCacheTest, DemandComesBeforePrefetch) {
  std::latch running(1);
  std::latch release(1);
  std::vector<std::uint64_t> order;
  std::mutex mutex;
  const auto note = [&](ChunkLoad& load, std::size_t worker) {
    const std::lock_guard lock(mutex);
    order.push_back(load.key().chunk_index);
    fill_right(load, worker);
  };
  std::thread first([&] {
    load(0, kSize, [&](ChunkLoad& load, std::size_t worker) {
      running.count_down();
      release.wait();
      note(load, worker);
    });
  });
  running.wait();
  cache_.prefetch(key(1), kSize, note);
  cache_.prefetch(key(2), kSize, note);
  std::thread second([&] { load(3, kSize, note); });
  std::thread third([&] { load(2, kSize, note); });
  wait_until([](const CacheCounters& c) { return c.misses + c.joins == 3; });
  release.count_down();
  first.join();
  second.join();
  third.join();
  load(1);
  ASSERT_EQ(order.size(), 4U);
  EXPECT_EQ(order.front(), 0U);
  EXPECT_EQ(order.back(), 1U);
}

TEST_F(ChunkCacheTest, StopFailsWhatWaitsAndWhatComes) {
  std::latch running(1);
  std::latch release(1);
  std::thread first([&] {
    load(0, kSize, [&](ChunkLoad&, std::size_t) {
      running.count_down();
      release.wait();
    });
  });
  running.wait();
  std::promise<std::string> told;
  const ChunkPin hit = cache_.find_or_load(
      key(1), kSize, {},
      [&](const ChunkPin&, const std::exception_ptr& error, const ChunkWait&) {
        told.set_value(message_of(error));
      },
      fill_right);
  cache_.stop();
  EXPECT_EQ(told.get_future().get(),
            "the cache was stopped; the chunk was not loaded");
  release.count_down();
  first.join();
  EXPECT_EQ(load(2).error, "the cache was stopped; the chunk was not loaded");
  EXPECT_TRUE(load(0).pin);
}

class ChunkCacheIdleTest : public ChunkCacheTest {
 protected:
  ChunkCacheIdleTest()
      : ChunkCacheTest({.capacity = kCapacity,
                        .idle_timeout = std::chrono::milliseconds(20)}) {}
};

TEST_F(ChunkCacheIdleTest, GivesItsMemoryBack) {
  load(1);
  wait_until([](const CacheCounters& c) { return c.bytes == 0; });
  EXPECT_TRUE(load(1).pin);
}

TEST_F(ChunkCacheIdleTest, KeepsWhatIsPinned) {
  const Outcome pinned = load(1);
  load(2);
  wait_until([](const CacheCounters& c) { return c.bytes == kSize.chunk; });
  EXPECT_EQ(pinned.pin.bytes()[0], value_of(key(1)));
}

class ChunkCacheBusyTest : public ChunkCacheTest {
 protected:
  ChunkCacheBusyTest()
      : ChunkCacheTest({.capacity = kCapacity, .n_loads = 4}) {}
};

// Chunks of many sizes, far more than fit, with prefetches in between.
TEST_F(ChunkCacheBusyTest, ServesManyThreadsWithinItsCapacity) {
  constexpr std::size_t kThreads = 8;
  const std::uint64_t seed = test_seed();
  std::atomic<std::size_t> n_wrong = 0;
  std::vector<std::jthread> threads;
  for (std::size_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      std::mt19937_64 random(seed + thread);
      for (int i = 0; i < 2000; ++i) {
        const std::uint64_t index = random() % 40;
        const LoadSize size = {.chunk = 1 + index * kPage,
                               .workspace = index % 7 * kPage};
        if (random() % 4 == 0) {
          cache_.prefetch(key(index), size, fill_right);
          continue;
        }
        const Outcome outcome = load(index, size);
        n_wrong += !outcome.pin || outcome.pin.bytes().size() != size.chunk ||
                   outcome.pin.bytes().back() != value_of(key(index));
        n_wrong += cache_.counters().bytes > kCapacity ? 1 : 0;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(n_wrong, 0U);
  const CacheCounters counters = cache_.counters();
  EXPECT_LE(counters.prefetch.used + counters.prefetch.wasted,
            counters.prefetch.issued);
}

}  // namespace
}  // namespace mtscomp
