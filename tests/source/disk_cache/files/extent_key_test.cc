// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/files/extent_key.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace mtscomp {
namespace {

constexpr const char* kName = "0123456789abcdef00ff7f8090a0b0c0";

TEST(ExtentKeyTest, EveryMemberChangesTheName) {
  const DiskCacheKey key = {"s", "p", "v", 1, 2};
  const std::vector<DiskCacheKey> keys = {
      key,
      {"t", "p", "v", 1, 2},
      {"s", "q", "v", 1, 2},
      {"s", "p", "w", 1, 2},
      {"s", "p", "v", 3, 2},
      {"s", "p", "v", 1, 3},
      // Equal characters in other members.
      {"sp", "", "v", 1, 2},
      {"", "sp", "v", 1, 2},
      {"s", "pv", "", 1, 2},
      {"s", "p1:v", "", 1, 2},
      {"s", "p", "v1", 1, 2},
      {"s", "p", "v", 11, 2},
      {"s", "p", "v", 1, 12},
      {std::string("s\0", 2), "p", "v", 1, 2},
  };
  std::set<std::string> names;
  for (const DiskCacheKey& other : keys) {
    names.insert(to_text(hash_key(other).name()));
  }
  EXPECT_EQ(names.size(), keys.size());
}

// Otherwise a new version of this program would not find the files of the old
// one.  SHA-256 of: 11:https://h/a6:x.cbin3:"e"8+16
TEST(ExtentKeyTest, NameIsStable) {
  const ExtentKey key = hash_key({"https://h/a", "x.cbin", "\"e\"", 8, 16});
  EXPECT_EQ(to_text(key.name()), "0fa69198c5b0ffcb0bb5fe7a4aef4b72");
  EXPECT_EQ(key.offset, 8);
  EXPECT_EQ(key.size, 16);
}

TEST(ExtentKeyTest, NamesAreParsed) {
  const std::optional<ExtentName> name = parse_extent_name(kName);
  ASSERT_TRUE(name);
  EXPECT_EQ(to_text(*name), kName);
  EXPECT_EQ(name->bytes.front(), 0x01);
  EXPECT_EQ(name->bytes.back(), 0xc0);
}

TEST(ExtentKeyTest, OtherNamesAreNotParsed) {
  const std::string name = kName;
  for (const std::string& other :
       {std::string(), name.substr(1), name + "0", name + ".tmp",
        "A" + name.substr(1), "g" + name.substr(1), name.substr(0, 31) + " ",
        std::string(32, '\0')}) {
    EXPECT_FALSE(parse_extent_name(other)) << other;
  }
}

}  // namespace
}  // namespace mtscomp
