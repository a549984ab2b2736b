// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/file_identity.h"

#include <gtest/gtest.h>

#include <set>

namespace mtscomp {
namespace {

const FileIdentity kFile = {
    .device = 1, .inode = 2, .size = 3, .mtime_ns = 4, .ctime_ns = 5};

// Each case changes one member.
std::vector<FileIdentity> changed_versions() {
  std::vector<FileIdentity> versions(5, kFile);
  versions[0].device = 9;
  versions[1].inode = 9;
  versions[2].size = 9;
  versions[3].mtime_ns = 9;
  versions[4].ctime_ns = 9;
  return versions;
}

TEST(FileIdentityTest, TakesItsMembersFromStat) {
  struct stat status = {};
  status.st_dev = 11;
  status.st_ino = 12;
  status.st_size = 13;
  status.st_mtim = {.tv_sec = 14, .tv_nsec = 15};
  status.st_ctim = {.tv_sec = 16, .tv_nsec = 17};
  EXPECT_EQ(FileIdentity::of(status),
            (FileIdentity{.device = 11,
                          .inode = 12,
                          .size = 13,
                          .mtime_ns = 14'000'000'015,
                          .ctime_ns = 16'000'000'017}));
}

TEST(FileIdentityTest, TakesTimesBeforeTheEpoch) {
  struct stat status = {};
  status.st_mtim = {.tv_sec = -2, .tv_nsec = 500'000'000};
  EXPECT_EQ(FileIdentity::of(status).mtime_ns, -1'500'000'000);
}

TEST(FileIdentityTest, DiffersIfAnyMemberDiffers) {
  for (const FileIdentity& changed : changed_versions()) {
    EXPECT_NE(changed, kFile);
  }
}

TEST(FileIdentityTest, HashDependsOnEveryMember) {
  std::set<std::uint64_t> hashes = {hash_of(kFile)};
  for (const FileIdentity& changed : changed_versions()) {
    hashes.insert(hash_of(changed));
  }
  EXPECT_EQ(hashes.size(), 6);
}

TEST(FileIdentityTest, EqualOnesHashAlike) {
  const FileIdentity same = kFile;
  EXPECT_EQ(hash_of(same), hash_of(kFile));
}

}  // namespace
}  // namespace mtscomp
