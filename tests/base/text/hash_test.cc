// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/hash.h"

#include <gtest/gtest.h>

#include <bit>
#include <random>
#include <set>
#include <string>
#include <string_view>

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

TEST(HashTest, TextsGetTheSameHashInEveryProcess) {
  // Inode numbers of files on servers are made from such hashes.
  EXPECT_EQ(hash_text(""), 16294208416658607535U);
  EXPECT_EQ(hash_text("https://host/a"), 13164850000314564215U);
  EXPECT_EQ(hash_text("12345678"), 8042694087373930266U);
}

TEST(HashTest, TextsOfDifferentLengthHaveDifferentHashes) {
  std::set<std::uint64_t> hashes;
  const std::string zeros(40, '\0');
  for (std::size_t size = 0; size <= zeros.size(); ++size) {
    hashes.insert(hash_text(std::string_view(zeros).substr(0, size)));
  }
  EXPECT_EQ(hashes.size(), zeros.size() + 1);
}

TEST(HashTest, EachByteOfATextChangesHalfOfTheHash) {
  const std::string text = "lab/Subjects/S-1/#2024-05-06#/probe00";
  int n_changed = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = static_cast<char>(other[i] ^ 1);
    n_changed += std::popcount(hash_text(text) ^ hash_text(other));
  }
  EXPECT_NEAR(n_changed / static_cast<double>(text.size()), 32, 4);
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
