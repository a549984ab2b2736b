// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Threads that use one disk cache.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <random>
#include <thread>

#include "source/disk_cache/cached_extents.h"
#include "source/disk_cache/disk_cache.h"
#include "source/disk_cache/small_disk.h"
#include "support/campaign.h"
#include "support/seed.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kNumKeys = 60;

DiskCacheKey some_key(std::uint64_t number) {
  return key_of(number, 1 + (number * number * 977) % 30000);
}

int n_steps() { return is_campaign() ? 20000 : 400; }

// Calls `step` many times on each of four threads.
void run_threads(const std::function<void(std::mt19937_64&)>& step) {
  std::vector<std::jthread> threads;
  for (std::uint64_t i = 0; i < 4; ++i) {
    threads.emplace_back([&step, i] {
      std::mt19937_64 random(test_seed() + i);
      for (int n = 0; n < n_steps(); ++n) {
        step(random);
      }
    });
  }
}

TEST(DiskCacheThreadsTest, FindOnlyRightBytes) {
  const TempDir temporary;
  const std::string path = temporary.file("cache");
  DiskCache cache({.directory = path, .max_size = 300000, .percent_free = 0});
  std::atomic<std::uint64_t> n_found = 0;
  run_threads([&](std::mt19937_64& random) {
    const DiskCacheKey key = some_key(random() % kNumKeys);
    if (random() % 10 == 0) {
      cache.remove(key);
    } else if (random() % 50 == 0) {
      std::error_code ignored;  // As a user does, who clears the cache.
      std::filesystem::remove(path_of(path, key), ignored);
    } else if (has(cache, key)) {
      ++n_found;
    } else {
      insert(cache, key);
    }
  });
  cache.flush();
  EXPECT_GT(n_found, 0);
  // Entries whose files are missing leave the index when they are looked up.
  for (std::uint64_t i = 0; i < kNumKeys; ++i) {
    has(cache, some_key(i));
  }
  EXPECT_EQ(cache.counters().bytes, space_of(cached_files(path)));
  EXPECT_LE(cache.counters().bytes, 300000);
}

TEST(DiskCacheThreadsTest, NeverExceedTheLimit) {
  const SmallDisk disk("size=16m");
  if (!disk.is_mounted()) {
    GTEST_SKIP() << "no right to mount";
  }
  constexpr std::uint64_t kMaxSize = 200000 / 4096 * 4096;
  const std::uint64_t before = disk.used();
  DiskCache cache({.directory = disk.file("cache"),
                   .max_size = kMaxSize,
                   .percent_free = 0});
  std::atomic<bool> is_done = false;
  std::uint64_t most = 0;
  std::thread watcher([&] {
    while (!is_done) {
      most = std::max(most, disk.used() - before);
    }
  });
  run_threads([&](std::mt19937_64& random) {
    const DiskCacheKey key = some_key(random() % kNumKeys);
    if (random() % 10 == 0) {
      cache.remove(key);
    } else {
      insert(cache, key);
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 200));
    }
  });
  cache.flush();
  is_done = true;
  watcher.join();
  EXPECT_LE(most, kMaxSize);
  EXPECT_GT(most, kMaxSize / 2);
  EXPECT_GT(cache.counters().evictions, 0);
}

// Reading does not wait for the files to be found.
TEST(DiskCacheThreadsTest, ReadWhileTheFilesAreFound) {
  const TempDir temporary;
  const DiskCacheOptions options = {.directory = temporary.file("cache"),
                                    .percent_free = 0};
  {
    DiskCache cache(options);
    for (std::uint64_t i = 0; i < 1000; ++i) {
      insert(cache, key_of(i, 100));
    }
    cache.flush();
  }
  for (int run = 0; run < 5; ++run) {
    DiskCache cache(options);
    run_threads([&](std::mt19937_64& random) {
      EXPECT_TRUE(has(cache, key_of(random() % 1000, 100)));
    });
    cache.flush();
    EXPECT_EQ(cache.counters().bytes, 1000 * 4096);
  }
}

}  // namespace
}  // namespace mtscomp
