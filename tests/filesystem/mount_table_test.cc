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

TEST(MountTable, KnowsThisMachinesRoot) { EXPECT_NE(mounted_type("/"), ""); }

}  // namespace
}  // namespace mtscomp
