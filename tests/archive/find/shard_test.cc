// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/shard.h"

#include <gtest/gtest.h>

#include <string>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// The split must be the same on every host and in every version.  The numbers
// are int(hashlib.sha1(key).hexdigest()[:16], 16) % 16 in Python.
TEST(ShardTest, IsTheSameForEver) {
  EXPECT_TRUE((Shard{.index = 11, .count = 16}.contains("x.ch")));
  EXPECT_TRUE((Shard{.index = 1, .count = 16}.contains("a/b/x.ch")));
  EXPECT_TRUE((Shard{.index = 8, .count = 16}.contains("subject/\u00e9.ch")));
}

TEST(ShardTest, EachKeyIsInExactlyOneAndTheSharesAreAlike) {
  constexpr int kKeys = 1000;
  constexpr std::uint64_t kCount = 7;
  int n_found = 0;
  for (std::uint64_t index = 0; index < kCount; ++index) {
    int n_here = 0;
    for (int i = 0; i < kKeys; ++i) {
      n_here += Shard{.index = index, .count = kCount}.contains(
                    "rec" + std::to_string(i) + ".ch")
                    ? 1
                    : 0;
    }
    EXPECT_GT(n_here, kKeys / 7 / 2);
    n_found += n_here;
  }
  EXPECT_EQ(n_found, kKeys);
  EXPECT_TRUE(Shard().contains("anything"));
}

TEST(ShardTest, IsReadAsIOfN) {
  EXPECT_EQ(parse_shard("0/1"), Shard());
  EXPECT_EQ(parse_shard("15/16"), (Shard{.index = 15, .count = 16}));
  for (const char* const text :
       {"", "/", "1", "1/1", "16/16", "-1/2", "0/0", "1/2/3", "a/2", "0/2 "}) {
    EXPECT_THROW(parse_shard(text), UsageError) << text;
  }
}

}  // namespace
}  // namespace mtscomp
