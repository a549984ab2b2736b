// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/archive_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/threads/core_count.h"
#include "mtscomp/base/error.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ArchivePathTest, DirectoriesAndMostAddressesAreTrees) {
  const TempDir directory;
  EXPECT_TRUE(is_tree(directory.path()));
  EXPECT_FALSE(is_tree(directory.file("x")));
  EXPECT_TRUE(is_tree("https://host"));
  EXPECT_TRUE(is_tree("https://host/data"));
  EXPECT_TRUE(is_tree("https://host/x.cbin/"));
  EXPECT_TRUE(is_tree("s3://bucket"));
  EXPECT_FALSE(is_tree("https://host/x.cbin"));
  EXPECT_FALSE(is_tree("s3://bucket/x.ch"));
}

TEST(ArchivePathTest, AddressIsRefusedWithoutBeingRepeated) {
  refuse_address("a/b://c", "the output");
  refuse_address("", "the output");
  try {
    refuse_address("https://user:secret@host/x", "the output");
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("https://...: the output must be"));
    EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
  }
}

TEST(ArchivePathTest, ThreadsWaitForServers) {
  const RemoteOptions remote = {.n_connections = 7};
  EXPECT_EQ(n_reading_threads(3, "s3://bucket", remote), 3U);
  EXPECT_EQ(n_reading_threads({}, "s3://bucket", remote), 7U);
  EXPECT_EQ(n_reading_threads({}, "x.cbin", remote), core_count());
}

}  // namespace
}  // namespace mtscomp
