// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Loads with two steps: their bytes are fetched, then chunks are filled.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <latch>
#include <semaphore>
#include <stdexcept>
#include <thread>

#include "cache/chunk_cache.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;
constexpr std::size_t kThreads = 8;
// Room for two decoded chunks, and for the fetched bytes of eight.
constexpr std::size_t kFetched = 4 * kMiB;
constexpr LoadSize kSize = {
    .chunk = 10 * kMiB, .workspace = 2 * kMiB, .fetched = kFetched};
constexpr std::size_t kCapacity = 64 * kMiB;
constexpr ChunkAccess kWhole = {.size = kSize.chunk, .is_new_visit = true};

ChunkKey key(std::uint64_t chunk_index) {
  return {.recording = 1, .chunk_index = chunk_index};
}

std::byte value_of(std::uint64_t chunk_index) {
  return static_cast<std::byte>(chunk_index + 1);
}

struct Outcome {
  ChunkPin pin;
  std::string error;
};

class ChunkFetchesTest : public ::testing::Test {
 protected:
  using Fetch = ChunkLoad::Fetch;

  explicit ChunkFetchesTest(std::size_t capacity = kCapacity)
      : cache_({.capacity = capacity, .n_loads = 2, .n_fetches = kThreads}) {
    for (std::size_t i = 0; i < cache_.n_servers(); ++i) {
      servers_.emplace_back([this, i] { cache_.serve(i); });
    }
    for (std::size_t i = 0; i < cache_.n_fetching_servers(); ++i) {
      servers_.emplace_back([this] { cache_.serve_fetches(); });
    }
  }
  ~ChunkFetchesTest() override { cache_.stop(); }

  static Fetch fetch_right(std::uint64_t chunk_index) {
    return [chunk_index](ChunkLoad& load) {
      std::ranges::fill(load.fetched(), value_of(chunk_index));
    };
  }
  // Fills a chunk with its fetched bytes, and fails if they are not those that
  // fetch_right() fetches.
  static void fill_from_fetched(ChunkLoad& load, std::size_t /*worker*/) {
    const std::span<std::byte> fetched = load.fetched();
    const std::byte value = value_of(load.key().chunk_index);
    if (std::ranges::any_of(fetched,
                            [value](std::byte b) { return b != value; })) {
      throw std::runtime_error("wrong bytes were fetched");
    }
    std::ranges::fill(load.chunk(), value);
  }
  static ChunkLoad::Steps steps(Fetch fetch) {
    return {std::move(fetch), kFetched, fill_from_fetched};
  }

  std::future<Outcome> start(std::uint64_t chunk_index, Fetch fetch) {
    const auto told = std::make_shared<std::promise<Outcome>>();
    ChunkPin hit = cache_.find_or_load(
        key(chunk_index), kSize, kWhole,
        [told](ChunkPin pin, const std::exception_ptr& error,
               const ChunkWait&) {
          told->set_value({std::move(pin), error ? message_of(error) : ""});
        },
        steps(std::move(fetch)));
    if (hit) {
      told->set_value({std::move(hit), ""});
    }
    return told->get_future();
  }
  Outcome load(std::uint64_t chunk_index) {
    return start(chunk_index, fetch_right(chunk_index)).get();
  }
  bool prefetch(std::uint64_t chunk_index, Fetch fetch) {
    return cache_.prefetch(key(chunk_index), kSize, steps(std::move(fetch)));
  }
  static std::string message_of(const std::exception_ptr& error) {
    try {
      std::rethrow_exception(error);
    } catch (...) {
      return current_exception_message();
    }
  }

  ChunkCache cache_;
  std::vector<std::jthread> servers_;
};

TEST_F(ChunkFetchesTest, FetchesThenFills) {
  const Outcome outcome = load(7);
  ASSERT_TRUE(outcome.pin) << outcome.error;
  EXPECT_EQ(outcome.pin.bytes().back(), value_of(7));
  EXPECT_EQ(load(7).pin.bytes().data(), outcome.pin.bytes().data());
  EXPECT_EQ(cache_.counters().decodes, 1U);
}

TEST_F(ChunkFetchesTest, DemandedChunkMayUseIdleConnections) {
  std::promise<std::size_t> n_connections;
  start(0, [&](ChunkLoad& load) {
    n_connections.set_value(load.n_connections());
    std::ranges::fill(load.fetched(), value_of(0));
  }).get();
  EXPECT_EQ(n_connections.get_future().get(), FetchQueue::kMaxParts);
}

TEST_F(ChunkFetchesTest, PrefetchUsesOneConnection) {
  std::promise<std::size_t> n_connections;
  prefetch(0, [&](ChunkLoad& load) {
    std::ranges::fill(load.fetched(), value_of(0));
    n_connections.set_value(load.n_connections());
  });
  EXPECT_EQ(n_connections.get_future().get(), 1U);
  EXPECT_TRUE(load(0).pin);  // Joins the prefetch.
  EXPECT_EQ(cache_.counters().decodes, 1U);
}

// Without idle threads, parts would only cost more requests.
TEST_F(ChunkFetchesTest, ManyDemandedChunksUseOneConnectionEach) {
  std::latch started(kThreads);
  std::latch go_on(1);
  std::latch ended(kThreads);
  std::atomic<std::size_t> n_connections = 0;
  for (std::uint64_t i = 0; i < kThreads; ++i) {
    cache_.find_or_load(
        key(i), kSize, kWhole,
        [&](const ChunkPin&, const std::exception_ptr&, const ChunkWait&) {
          ended.count_down();
        },
        steps([&, i](ChunkLoad& load) {
          n_connections += load.n_connections();
          started.count_down();
          go_on.wait();
          std::ranges::fill(load.fetched(), value_of(i));
        }));
  }
  started.wait();
  EXPECT_EQ(n_connections, FetchQueue::kMaxParts + kThreads - 1);
  go_on.count_down();
  ended.wait();
}

TEST_F(ChunkFetchesTest, DemandIsFetchedWhilePrefetchesStall) {
  std::latch go_on(1);
  std::atomic<std::size_t> n_started = 0;
  for (std::uint64_t i = 0; i < kThreads; ++i) {
    prefetch(i, [&, i](ChunkLoad& load) {
      ++n_started;
      go_on.wait();
      std::ranges::fill(load.fetched(), value_of(i));
    });
  }
  EXPECT_TRUE(load(100).pin);
  EXPECT_LE(n_started, kThreads - FetchQueue::kReserved);
  go_on.count_down();
}

TEST_F(ChunkFetchesTest, CachedChunksAreReadWhileFetchesStall) {
  load(1);
  std::latch go_on(1);
  std::vector<std::future<Outcome>> stalled;
  for (std::uint64_t i = 10; i < 14; ++i) {
    stalled.push_back(start(i, [&, i](ChunkLoad& load) {
      go_on.wait();
      std::ranges::fill(load.fetched(), value_of(i));
    }));
  }
  EXPECT_TRUE(load(1).pin);
  EXPECT_EQ(cache_.counters().hits, 1U);
  go_on.count_down();
  for (std::future<Outcome>& outcome : stalled) {
    EXPECT_EQ(outcome.get().error, "");
  }
}

TEST_F(ChunkFetchesTest, FailureIsToldAndNotCached) {
  const auto fail = [](ChunkLoad&) {
    throw std::runtime_error("the server is gone");
  };
  EXPECT_EQ(start(1, fail).get().error, "the server is gone");
  EXPECT_EQ(cache_.counters().failures, 1U);
  EXPECT_TRUE(load(1).pin);
}

TEST_F(ChunkFetchesTest, FailedPrefetchIsToldToWhoeverJoinedIt) {
  std::latch started(1);
  std::latch go_on(1);
  prefetch(1, [&](ChunkLoad&) {
    started.count_down();
    go_on.wait();
    throw std::runtime_error("the server is gone");
  });
  started.wait();
  std::future<Outcome> joined = start(1, fetch_right(1));
  go_on.count_down();
  EXPECT_EQ(joined.get().error, "the server is gone");
}

// All chunks together have ten times the capacity.  Many loads hold fetched
// bytes and wait for memory, so a wrong count of memory would end in a
// deadlock.
TEST_F(ChunkFetchesTest, ManyLoadsEndWithinTheCapacity) {
  constexpr std::uint64_t kChunks = 64;
  std::atomic<bool> is_over = false;
  std::atomic<std::uint64_t> most = 0;
  std::jthread watch([&] {
    while (!is_over) {
      most = std::max<std::uint64_t>(most, cache_.counters().bytes);
      std::this_thread::yield();
    }
  });
  std::atomic<std::size_t> n_loaded = 0;
  std::latch all(kChunks);
  for (std::uint64_t i = 0; i < kChunks; ++i) {
    cache_.find_or_load(
        key(i), kSize, kWhole,
        [&](const ChunkPin& pin, const std::exception_ptr&, const ChunkWait&) {
          n_loaded += pin ? 1 : 0;
          all.count_down();
        },
        steps(fetch_right(i)));
    prefetch(i + kChunks, fetch_right(i + kChunks));
  }
  all.wait();
  is_over = true;
  watch.join();
  EXPECT_EQ(n_loaded, kChunks);
  EXPECT_LE(most, kCapacity);
}

TEST_F(ChunkFetchesTest, FetchedPrefetchesGiveWayToDemand) {
  for (std::uint64_t i = 0; i < 4 * kThreads; ++i) {
    prefetch(i, fetch_right(i));
  }
  for (std::uint64_t i = 100; i < 120; ++i) {
    EXPECT_EQ(load(i).error, "");
  }
}

TEST_F(ChunkFetchesTest, FetchKnowsWhenTheReaderAsked) {
  const ChunkLoad::Clock::time_point before = std::chrono::steady_clock::now();
  start(1, [&](ChunkLoad& load) {
    EXPECT_GE(load.asked(), before);
    EXPECT_LE(load.asked(), std::chrono::steady_clock::now());
    std::ranges::fill(load.fetched(), value_of(1));
  }).get();
}

TEST_F(ChunkFetchesTest, StopEndsQueuedAndRunningFetches) {
  std::latch started(1);
  std::latch go_on(1);
  std::vector<std::future<Outcome>> loads;
  loads.push_back(start(0, [&](ChunkLoad&) {
    started.count_down();
    go_on.wait();
  }));
  started.wait();
  for (std::uint64_t i = 1; i < 20; ++i) {
    loads.push_back(start(i, [&](ChunkLoad&) { go_on.wait(); }));
  }
  std::jthread stopping([this] { cache_.stop(); });
  loads.back().wait();  // It was queued.
  go_on.count_down();
  for (std::future<Outcome>& outcome : loads) {
    EXPECT_THAT(outcome.get().error,
                ::testing::HasSubstr("the cache was stopped"));
  }
}

TEST_F(ChunkFetchesTest, ExpiredCacheHoldsNoFetchedBytes) {
  std::latch fetched(2);
  for (std::uint64_t i = 0; i < 2; ++i) {
    prefetch(i, [&, i](ChunkLoad& load) {
      std::ranges::fill(load.fetched(), value_of(i));
      fetched.count_down();
    });
  }
  fetched.wait();
  load(0);
  load(1);
  cache_.evict_all();
  EXPECT_EQ(cache_.counters().bytes, 0U);
}

}  // namespace
}  // namespace mtscomp
