// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Kills a process that fills a disk cache, at random moments.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "source/disk_cache/cached_extents.h"
#include "source/disk_cache/disk_cache.h"
#include "support/campaign.h"
#include "support/seed.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kNumKeys = 200;
constexpr std::uint64_t kMaxSize = 2 << 20;

DiskCacheKey random_key(std::uint64_t number) {
  return key_of(number, 1 + (number * number * 977) % 100000);
}

class DiskCacheKillTest : public ::testing::Test {
 protected:
  DiskCacheOptions options() const {
    return {.directory = path_, .max_size = kMaxSize, .percent_free = 0};
  }

  // Never returns.
  [[noreturn]] void use_cache(std::uint64_t seed) const {
    std::mt19937_64 random(seed);
    DiskCache cache(options());
    while (true) {
      const DiskCacheKey key = random_key(random() % kNumKeys);
      Bytes bytes(key.size);
      if (random() % 10 == 0) {
        cache.remove(key);
      } else if (!cache.find(key, bytes)) {
        insert(cache, key);
      } else if (bytes != bytes_of(key)) {
        std::abort();
      }
    }
  }

  void kill_one(std::mt19937_64& random) const {
    const std::uint64_t seed = random();
    const pid_t child = ::fork();
    if (child == 0) {
      use_cache(seed);
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 60000));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    ASSERT_EQ(WTERMSIG(status), SIGKILL);
  }

  // Returns the number of extents.
  std::uint64_t check() const {
    DiskCache cache(options());
    cache.flush();
    const std::vector<std::string> files = cached_files(path_);
    EXPECT_EQ(cache.counters().bytes, space_of(files));
    EXPECT_LE(cache.counters().bytes, kMaxSize);
    std::uint64_t n_found = 0;
    for (std::uint64_t i = 0; i < kNumKeys; ++i) {
      n_found += has(cache, random_key(i)) ? 1U : 0U;
    }
    EXPECT_EQ(n_found, files.size());  // No temporary or damaged file is left.
    return n_found;
  }

  TempDir temporary_;
  std::string path_ = temporary_.file("cache");
};

TEST_F(DiskCacheKillTest, OnlyRightBytesAreFound) {
  std::mt19937_64 random(test_seed());
  std::uint64_t n_found = 0;
  const int n_runs = is_campaign() ? 500 : 15;
  for (int i = 0; i < n_runs && !HasFailure(); ++i) {
    kill_one(random);
    n_found += check();
  }
  EXPECT_GT(n_found, 0);
}

}  // namespace
}  // namespace mtscomp
