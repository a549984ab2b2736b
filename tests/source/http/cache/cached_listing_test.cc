// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/cache/cached_listing.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

const LearnedFact kFact = {.version = {.etag = "\"1\"", .size = 5}};

RemoteListing listing_of(std::vector<RemoteEntry> entries) {
  RemoteListing listing;
  listing.entries = std::move(entries);
  return listing;
}

TEST(CachedListingTest, FindsNames) {
  const CachedListing listing(
      listing_of({{.name = "a"}, {.name = "b", .size = 3}, {.name = "c"}}));
  EXPECT_EQ(listing.find("b")->size, 3U);
  EXPECT_EQ(listing.find("a")->name, "a");
  EXPECT_EQ(listing.find("c")->name, "c");
  EXPECT_EQ(listing.find(""), nullptr);
  EXPECT_EQ(listing.find("aa"), nullptr);
  EXPECT_EQ(listing.find("d"), nullptr);
  EXPECT_EQ(CachedListing(listing_of({})).find("a"), nullptr);
}

TEST(CachedListingTest, KeepsTheLastFactAboutAFile) {
  CachedListing listing(listing_of({{.name = "a"}}));
  EXPECT_EQ(listing.learned("a"), std::nullopt);
  listing.learn("a", kFact);
  EXPECT_EQ(listing.learned("a"), kFact);
  listing.learn("a", {.is_gone = true});
  EXPECT_TRUE(listing.learned("a")->is_gone);
}

}  // namespace
}  // namespace mtscomp
