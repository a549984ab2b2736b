// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/extent_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <list>
#include <random>

#include "base/text/hash.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

ExtentName name_of(std::uint64_t number) {
  ExtentName name;
  std::uint64_t byte_number = 0;
  for (unsigned char& byte : name.bytes) {
    byte = static_cast<unsigned char>(hash_words({number, ++byte_number}));
  }
  return name;
}

TEST(ExtentIndexTest, IsEmptyAtFirst) {
  ExtentIndex index;
  EXPECT_EQ(index.size(), 0);
  EXPECT_EQ(index.bytes(), 0);
  EXPECT_FALSE(index.contains(name_of(1)));
  EXPECT_FALSE(index.touch(name_of(1)));
  EXPECT_FALSE(index.erase(name_of(1)));
  EXPECT_FALSE(index.take_oldest());
  EXPECT_EQ(index.verified(name_of(1)), 0);
}

TEST(ExtentIndexTest, TakesTheLeastRecentlyUsedExtent) {
  ExtentIndex index;
  index.insert_newest({name_of(2), 512});
  index.insert_newest({name_of(3), 1024});
  index.insert_oldest({name_of(1), 2048});
  EXPECT_EQ(index.bytes(), 3584);
  EXPECT_TRUE(index.touch(name_of(1)));
  EXPECT_EQ(index.take_oldest()->name, name_of(2));
  const std::optional<ExtentIndex::Entry> next = index.take_oldest();
  EXPECT_EQ(next->name, name_of(3));
  EXPECT_EQ(next->bytes, 1024);
  EXPECT_EQ(index.bytes(), 2048);
  EXPECT_EQ(index.take_oldest()->name, name_of(1));
  EXPECT_FALSE(index.take_oldest());
}

TEST(ExtentIndexTest, KeepsTheVerifiedVersion) {
  ExtentIndex index;
  index.insert_newest({name_of(1), 512});
  EXPECT_EQ(index.verified(name_of(1)), 0);
  index.set_verified(name_of(1), 7);
  index.set_verified(name_of(2), 8);
  EXPECT_EQ(index.verified(name_of(1)), 7);
  EXPECT_EQ(index.verified(name_of(2)), 0);
  index.erase(name_of(1));
  index.insert_newest({name_of(1), 512});
  EXPECT_EQ(index.verified(name_of(1)), 0);
}

TEST(ExtentIndexTest, KeepsSizesUpToATerabyte) {
  ExtentIndex index;
  constexpr std::uint64_t kTebi = std::uint64_t{1} << 40;
  index.insert_newest({name_of(1), kTebi});
  index.insert_newest({name_of(2), kTebi});
  EXPECT_EQ(index.bytes(), 2 * kTebi);
  EXPECT_EQ(index.take_oldest()->bytes, kTebi);
}

// A slow and obvious index.
class ReferenceIndex {
 public:
  bool contains(std::uint64_t n) const {
    return std::find(order_.begin(), order_.end(), n) != order_.end();
  }
  void insert_newest(std::uint64_t n) { order_.push_back(n); }
  void insert_oldest(std::uint64_t n) { order_.push_front(n); }
  void erase(std::uint64_t n) { order_.remove(n); }
  void touch(std::uint64_t n) {
    order_.remove(n);
    order_.push_back(n);
  }
  std::size_t size() const { return order_.size(); }
  std::uint64_t oldest() const { return order_.front(); }

 private:
  std::list<std::uint64_t> order_;
};

TEST(ExtentIndexTest, EqualsASimpleIndexAfterRandomSteps) {
  std::mt19937_64 random(test_seed());
  ExtentIndex index;
  ReferenceIndex reference;
  for (int step = 0; step < 30000; ++step) {
    const std::uint64_t n = random() % 500;
    const ExtentIndex::Entry entry = {name_of(n), 512 * n};
    const bool is_present = reference.contains(n);
    ASSERT_EQ(index.contains(entry.name), is_present);
    const std::uint64_t action = random() % 5;
    if (action == 0) {
      EXPECT_EQ(index.erase(entry.name).has_value(), is_present);
      reference.erase(n);
    } else if (action == 1 && reference.size() > 0) {
      const std::uint64_t oldest = reference.oldest();
      const std::optional<ExtentIndex::Entry> taken = index.take_oldest();
      ASSERT_TRUE(taken);
      EXPECT_EQ(taken->name, name_of(oldest));
      EXPECT_EQ(taken->bytes, 512 * oldest);
      reference.erase(oldest);
    } else if (is_present) {
      EXPECT_TRUE(index.touch(entry.name));
      reference.touch(n);
    } else if (action == 2) {
      index.insert_oldest(entry);
      reference.insert_oldest(n);
    } else {
      index.insert_newest(entry);
      reference.insert_newest(n);
    }
    ASSERT_EQ(index.size(), reference.size());
  }
}

}  // namespace
}  // namespace mtscomp
