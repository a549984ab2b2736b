// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/listing_builder.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

TEST(ListingBuilderTest, SortsAndRemovesDuplicates) {
  ListingBuilder builder("x");
  builder.add({.name = "b", .size = 1});
  builder.add({.name = "a", .is_directory = true});
  builder.add({.name = "b", .size = 2});
  builder.add({.name = "B"});
  const RemoteListing listing = builder.finish();
  ASSERT_EQ(listing.entries.size(), 3);
  EXPECT_EQ(listing.entries[0].name, "B");
  EXPECT_EQ(listing.entries[1].name, "a");
  EXPECT_EQ(listing.entries[2].size, 1);
  EXPECT_EQ(listing.n_refused, 0);
}

TEST(ListingBuilderTest, ADirectoryHidesAFileOfItsName) {
  ListingBuilder builder("x");
  builder.add({.name = "a", .size = 1});
  builder.add({.name = "a", .is_directory = true});
  const RemoteListing listing = builder.finish();
  ASSERT_EQ(listing.entries.size(), 1);
  EXPECT_TRUE(listing.entries[0].is_directory);
}

TEST(ListingBuilderTest, CountsRefusedNamesAndKeepsTheFirst) {
  ListingBuilder builder("x");
  builder.add({.name = "a\n/b"});
  builder.add({.name = ".."});
  builder.refuse(std::string(100, 'a'), "is bad");
  const RemoteListing listing = builder.finish();
  EXPECT_TRUE(listing.entries.empty());
  EXPECT_EQ(listing.n_refused, 3);
  EXPECT_EQ(listing.first_refused, "\"a\\n/b\": the name contains a slash");
}

TEST(ListingBuilderTest, LimitsTheNumberOfNames) {
  ListingBuilder builder("https://h/");
  for (std::size_t i = 0; i < kMaxListedNames; ++i) {
    builder.add({.name = fmt::format("{}", i % 1000)});
  }
  for (const char* const name : {"a", ".."}) {
    try {
      builder.add({.name = name});
      FAIL() << name;
    } catch (const UnsupportedError& error) {
      EXPECT_STREQ(error.what(),
                   "https://h/: the listing has more than 1000000 names; use a "
                   "directory below it");
    }
  }
  EXPECT_EQ(builder.finish().entries.size(), 1000);
}

}  // namespace
}  // namespace mtscomp
