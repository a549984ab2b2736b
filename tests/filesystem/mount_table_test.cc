// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/mount_table.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

constexpr const char* kMountinfo =
    R"(22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
31 22 0:27 / /mnt/a ro,nosuid shared:3 master:2 - nfs4 host:/a rw
32 31 0:28 / /mnt/a ro,nosuid - fuse.mtscompfs /data ro
33 22 0:29 / /mnt/two\040words\134 ro - fuse.mtscompfs /data\040x ro
)";

TEST(MountTable, WhatIsMountedLastIsOnTop) {
  EXPECT_EQ(find_mounted_type(kMountinfo, "/mnt/a"), "fuse.mtscompfs");
  EXPECT_EQ(find_mounted_type(kMountinfo, "/"), "ext4");
}

TEST(MountTable, NothingIsMountedElsewhere) {
  EXPECT_EQ(find_mounted_type(kMountinfo, "/mnt"), "");
  EXPECT_EQ(find_mounted_type(kMountinfo, "/mnt/a/b"), "");
  EXPECT_EQ(find_mounted_type("", "/"), "");
}

TEST(MountTable, PathsAreUnescaped) {
  EXPECT_EQ(find_mounted_type(kMountinfo, R"(/mnt/two words\)"),
            "fuse.mtscompfs");
}

// Bug: std::stoi threw std::invalid_argument, of every mount's line.
TEST(MountTable, ABackslashThatEscapesNothingStands) {
  const std::string line = R"(31 22 0:27 / /mnt/\x41\777\04 ro - ext4 x rw)";
  EXPECT_EQ(find_mounted_type(line, R"(/mnt/\x41\777\04)"), "ext4");
}

// Bug: fields ended at any white space, and the kernel escapes only some.
TEST(MountTable, FieldsEndAtBlanksAlone) {
  const std::string line = "31 22 0:27 / /a\f/b\r\v ro - ext4 x rw";
  EXPECT_EQ(find_mounted_type(line, "/a\f/b\r\v"), "ext4");
  EXPECT_EQ(find_mounted_type("31 22 0:27 /a\f/b /c ro - ext4 x rw", "/b"), "");
}

TEST(MountTable, KnowsThisMachinesRoot) { EXPECT_NE(mounted_type("/"), ""); }

}  // namespace
}  // namespace mtscomp
