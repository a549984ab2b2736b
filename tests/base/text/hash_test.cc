// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/hash.h"

#include <gtest/gtest.h>

#include <bit>
#include <random>
#include <set>

#include "support/seed.h"

namespace mtscomp {
namespace {

TEST(HashTest, IsAFunctionOfItsWords) {
  EXPECT_EQ(hash_words({1, 2, 3}), hash_words({1, 2, 3}));
}

TEST(HashTest, DependsOnOrderAndNumberOfWords) {
  const std::set<std::uint64_t> hashes = {
      hash_words({1, 2}), hash_words({2, 1}),    hash_words({1}),
      hash_words({2}),    hash_words({1, 2, 0}), hash_words({0, 1, 2}),
      hash_words({0}),    hash_words({0, 0})};
  EXPECT_EQ(hashes.size(), 8);
}

TEST(HashTest, LowBitsOfSmallWordsAreMixed) {
  constexpr std::uint64_t kBuckets = 256;
  std::set<std::uint64_t> used;
  for (std::uint64_t recording = 1; recording <= 16; ++recording) {
    for (std::uint64_t chunk = 0; chunk < 64; ++chunk) {
      used.insert(hash_words({recording, chunk}) % kBuckets);
    }
  }
  // With 1024 keys in 256 buckets, about 5 buckets stay empty.
  EXPECT_GT(used.size(), kBuckets * 9 / 10);
}

TEST(HashTest, OneBitChangesHalfOfTheHash) {
  constexpr int kRounds = 1000;
  std::mt19937_64 random(test_seed());
  int n_changed = 0;
  for (int i = 0; i < kRounds; ++i) {
    const std::uint64_t word = random();
    const std::uint64_t bit = std::uint64_t{1} << (random() % 64);
    n_changed +=
        std::popcount(hash_words({word, 5}) ^ hash_words({word ^ bit, 5}));
  }
  EXPECT_NEAR(n_changed / double{kRounds}, 32, 2);
}

}  // namespace
}  // namespace mtscomp
