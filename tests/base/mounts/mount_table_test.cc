// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/mounts/mount_table.h"

#include <gtest/gtest.h>

#include <string>

namespace mtscomp {
namespace {

constexpr const char* kMountinfo =
    R"(22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,errors=continue
31 22 0:27 / /mnt/a ro,nosuid shared:3 master:2 - nfs4 host:/a rw
32 31 0:28 / /mnt/a ro,nosuid - fuse.mtscompfs /data ro,user_id=0,allow_other
33 22 0:29 / /mnt/two\040words\134 ro - fuse.mtscompfs /data\040x rw
)";

std::string type_at(std::string_view mountinfo, std::string_view path) {
  const MountTable table = parse_mount_table(mountinfo);
  const MountEntry* const entry = find_mount_at(table, path);
  return entry == nullptr ? "" : entry->type;
}

TEST(MountTableTest, WhatIsMountedLastIsOnTop) {
  EXPECT_EQ(type_at(kMountinfo, "/mnt/a"), "fuse.mtscompfs");
  EXPECT_EQ(type_at(kMountinfo, "/"), "ext4");
}

TEST(MountTableTest, NothingIsMountedElsewhere) {
  EXPECT_EQ(type_at(kMountinfo, "/mnt"), "");
  EXPECT_EQ(type_at(kMountinfo, "/mnt/a/b"), "");
  EXPECT_EQ(type_at("", "/"), "");
}

TEST(MountTableTest, PathsAreUnescaped) {
  EXPECT_EQ(type_at(kMountinfo, R"(/mnt/two words\)"), "fuse.mtscompfs");
}

TEST(MountTableTest, LayersAreThePathsOfTheSourceAndOfTheOptions) {
  const auto layers_of = [](const std::string& end) {
    return parse_mount_table("31 22 0:27 / /m rw - " + end).at(0).layers();
  };
  using Paths = std::vector<std::string>;
  EXPECT_EQ(layers_of("overlay overlay rw,lowerdir=/a\\040b:/c,upperdir=/u,"
                      "workdir=/w"),
            (Paths{"/a b", "/c", "/u"}));
  EXPECT_EQ(layers_of("overlay none rw,lowerdir+=/a,lowerdir+=/b,datadir+=/d"),
            (Paths{"/a", "/b", "/d"}));
  EXPECT_EQ(layers_of("fuse.bindfs /data rw,user_id=0"), (Paths{"/data"}));
  EXPECT_EQ(layers_of("fuse.mergerfs /a:/b rw"), (Paths{"/a", "/b"}));
  EXPECT_EQ(layers_of("nfs4 host:/a rw,vers=4.2"), Paths());
  EXPECT_EQ(layers_of("tmpfs tmpfs rw"), Paths());
}

// Bug: std::stoi threw std::invalid_argument for such a backslash in the line
// of any mount.
TEST(MountTableTest, ABackslashThatEscapesNothingStands) {
  const std::string line = R"(31 22 0:27 / /mnt/\x41\777\04 ro - ext4 x rw)";
  EXPECT_EQ(type_at(line, R"(/mnt/\x41\777\04)"), "ext4");
}

// Bug: fields ended at any white space, but the kernel escapes only some of it.
TEST(MountTableTest, FieldsEndAtBlanksAlone) {
  const std::string line = "31 22 0:27 / /a\f/b\r\v ro - ext4 x rw";
  EXPECT_EQ(type_at(line, "/a\f/b\r\v"), "ext4");
  EXPECT_EQ(type_at("31 22 0:27 /a\f/b /c ro - ext4 x rw", "/b"), "");
}

TEST(MountTableTest, LinesThatAreNoneAreLeftOut) {
  for (const char* const line :
       {"", "1", "x 0 0:1 / / rw - tmpfs t rw", "1 0 0:1 / / rw tmpfs t rw",
        "1 0 0:1 / / rw - tmpfs t", "1 0 0:1 / - tmpfs t rw"}) {
    EXPECT_TRUE(parse_mount_table(line).empty()) << line;
  }
}

TEST(MountTableTest, OptionsAreThoseOfTheMountAndOfItsFileSystem) {
  const MountTable table = parse_mount_table(kMountinfo);
  const MountEntry* const entry = find_mount_at(table, "/mnt/a");
  ASSERT_NE(entry, nullptr);
  EXPECT_TRUE(entry->has_option("ro"));
  EXPECT_TRUE(entry->has_option("allow_other"));
  EXPECT_FALSE(entry->has_option("allow"));
  EXPECT_FALSE(entry->has_option("rw"));
}

TEST(MountTableTest, FindsTheMountThatAPathLiesIn) {
  const MountTable table = parse_mount_table(
      "1 0 8:1 / / rw - ext4 /dev/a rw\n"
      "2 1 0:30 / /mnt/view ro - fuse.mtscompfs /data ro\n"
      "3 1 0:31 / /mnt/v rw - tmpfs tmpfs rw\n"
      "4 2 0:32 / /mnt/view ro - tmpfs tmpfs rw\n");
  EXPECT_EQ(find_mount_above(table, "/mnt/v/a")->id, 3);
  EXPECT_EQ(find_mount_above(table, "/mnt/view/a")->id, 4);
  EXPECT_EQ(find_mount_above(table, "/mnt/view")->id, 4);
  EXPECT_EQ(find_mount_above(table, "/mnt/viewer")->id, 1);
  EXPECT_EQ(find_mount_above({}, "/mnt"), nullptr);
}

TEST(MountTableTest, FindsMountsByNumber) {
  const MountTable table = parse_mount_table(kMountinfo);
  ASSERT_NE(find_mount(table, 31), nullptr);
  EXPECT_EQ(find_mount(table, 31)->type, "nfs4");
  EXPECT_EQ(find_mount(table, 7), nullptr);
}

}  // namespace
}  // namespace mtscomp
