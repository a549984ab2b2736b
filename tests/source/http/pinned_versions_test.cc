// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/pinned_versions.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

const RemoteVersion kFirst = {.etag = "\"1\"", .size = 5};
const RemoteVersion kSecond = {.etag = "\"2\"", .size = 5};

TEST(PinnedVersionsTest, TheFirstVersionOfAnInodeStays) {
  PinnedVersions versions;
  EXPECT_EQ(versions.find(1), std::nullopt);
  EXPECT_TRUE(versions.pin(1, kFirst));
  EXPECT_TRUE(versions.pin(1, kFirst));
  EXPECT_FALSE(versions.pin(1, kSecond));
  EXPECT_EQ(versions.find(1), kFirst);
  EXPECT_TRUE(versions.pin(2, kSecond));
}

TEST(PinnedVersionsTest, EvictsTheLeastRecentlyUsedInodes) {
  PinnedVersions versions(2);
  versions.pin(1, kFirst);
  versions.pin(2, kFirst);
  versions.find(1);
  versions.pin(3, kFirst);
  EXPECT_EQ(versions.find(1), kFirst);
  EXPECT_EQ(versions.find(2), std::nullopt);
}

}  // namespace
}  // namespace mtscomp
