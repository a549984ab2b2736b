// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/kernel/fuse_channel.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

MountEntry ours(const std::string& mount_point,
                const std::string& super_options) {
  return {.id = 1,
          .mount_point = mount_point,
          .options = "ro,nosuid,nodev",
          .type = "fuse.mtscompfs",
          .super_options = super_options};
}

TEST(FuseChannelTest, IsGivenByItsNumber) {
  EXPECT_EQ(parse_channel_number("/dev/fd/0"), 0);
  EXPECT_EQ(parse_channel_number("/dev/fd/17"), 17);
  for (const char* const path :
       {"/dev/fd/", "/dev/fd/-1", "/dev/fd/1x", "/dev/fd/1/2", "/mnt",
        "/dev/fd/99999999999", ""}) {
    EXPECT_EQ(parse_channel_number(path), std::nullopt) << path;
  }
}

TEST(FuseChannelTest, ThatIsNoFuseDeviceIsRefused) {
  FileDescriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  EXPECT_THROW(take_channel(null.get()), UsageError);
  EXPECT_THROW(take_channel(-1), UsageError);
}

TEST(FuseChannelTest, BelongsToOurMountThatWasMadeLast) {
  const MountTable table = {
      ours("/a", "ro"),
      ours("/b", "ro"),
      {.mount_point = "/c", .options = "ro", .type = "ext4"}};
  EXPECT_EQ(find_mount_of_channel(table).mount_point, "/b");
}

TEST(FuseChannelTest, NeedsAMountOfOurs) {
  EXPECT_THROW(find_mount_of_channel({}), UsageError);
  EXPECT_THROW(find_mount_of_channel({{.mount_point = "/", .type = "ext4"}}),
               UsageError);
}

TEST(FuseChannelTest, OfAMountThatCanBeWrittenToIsRefused) {
  MountEntry writable = ours("/a", "rw");
  writable.options = "rw";
  EXPECT_THAT(
      [&] { find_mount_of_channel({writable}); },
      ThrowsMessage<UsageError>(HasSubstr("/a: the mount is not read-")));
}

TEST(FuseChannelTest, ThatLetsOthersInUncheckedIsRefused) {
  EXPECT_THAT([] { find_mount_of_channel({ours("/a", "ro,allow_other")}); },
              ThrowsMessage<UsageError>(
                  HasSubstr("allow_other without default_permissions")));
  const MountTable checked = {ours("/a", "ro,default_permissions,allow_other")};
  EXPECT_EQ(find_mount_of_channel(checked).mount_point, "/a");
}

}  // namespace
}  // namespace mtscomp
