// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/remote_status.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <system_error>

namespace mtscomp {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const RemoteVersion kVersion = {
    .etag = "\"1\"", .modified = HttpTime(milliseconds(1500)), .size = 1025};

TEST(RemoteStatusTest, DescribesAFile) {
  const struct stat status =
      RemoteStatus("https://host").of_file("a/b", kVersion, 0);
  EXPECT_EQ(status.st_mode, S_IFREG | 0444U);
  EXPECT_EQ(status.st_nlink, 1U);
  EXPECT_EQ(status.st_uid, ::geteuid());
  EXPECT_EQ(status.st_gid, ::getegid());
  EXPECT_EQ(status.st_size, 1025);
  EXPECT_EQ(status.st_blocks, 3);
  EXPECT_EQ(status.st_mtim.tv_sec, 1);
  EXPECT_EQ(status.st_mtim.tv_nsec, 0);
  EXPECT_EQ(status.st_ctim.tv_sec, 1);
  EXPECT_EQ(status.st_ino, RemoteStatus::inode_of_file("a/b", kVersion, 0));
}

TEST(RemoteStatusTest, DescribesADirectory) {
  const RemoteStatus status("https://host");
  const struct stat known = status.of_directory("a", HttpTime(seconds(5)));
  EXPECT_EQ(known.st_mode, S_IFDIR | 0555U);
  EXPECT_EQ(known.st_nlink, 1U);
  EXPECT_EQ(known.st_mtim.tv_sec, 5);
  EXPECT_EQ(known.st_ino, RemoteStatus::inode_of_directory("a"));
  EXPECT_EQ(status.of_directory("a", std::nullopt).st_ino, known.st_ino);
}

TEST(RemoteStatusTest, UnknownTimesDoNotChange) {
  const std::time_t before = std::time(nullptr);
  const RemoteStatus status("https://host");
  const struct stat root = status.of_directory("", std::nullopt);
  EXPECT_GE(root.st_mtim.tv_sec, before);
  EXPECT_LE(root.st_mtim.tv_sec, std::time(nullptr));
  EXPECT_EQ(root.st_mtim.tv_nsec, 0);
  EXPECT_EQ(status.of_file("a", {.size = 1}, 0).st_mtim.tv_sec,
            root.st_mtim.tv_sec);
}

TEST(RemoteStatusTest, TimesBeforeTheEpochAreRoundedDown) {
  const struct stat status =
      RemoteStatus("https://host")
          .of_directory("a", HttpTime(milliseconds(-1500)));
  EXPECT_EQ(status.st_mtim.tv_sec, -2);
  EXPECT_EQ(status.st_mtim.tv_nsec, 0);
}

TEST(RemoteStatusTest, InodeNumbersAreTheSameInEveryProcess) {
  EXPECT_EQ(RemoteStatus("https://host").of_directory("", std::nullopt).st_dev,
            16257237903130689630U);
  EXPECT_EQ(RemoteStatus::inode_of_directory("lab/Subjects"),
            3148162338150456395U);
  EXPECT_EQ(RemoteStatus::inode_of_file("a/b", kVersion, 0),
            3191622464713341931U);
}

TEST(RemoteStatusTest, PathVersionAndChangesDecideTheInodeNumber) {
  const std::uint64_t inode = RemoteStatus::inode_of_file("a", kVersion, 0);
  RemoteVersion other = kVersion;
  other.etag = "\"2\"";
  EXPECT_NE(RemoteStatus::inode_of_file("b", kVersion, 0), inode);
  EXPECT_NE(RemoteStatus::inode_of_file("a", other, 0), inode);
  EXPECT_NE(RemoteStatus::inode_of_file("a", kVersion, 1), inode);
}

TEST(RemoteStatusTest, SourcesHaveDifferentDevices) {
  EXPECT_NE(RemoteStatus("https://a").of_directory("", std::nullopt).st_dev,
            RemoteStatus("https://b").of_directory("", std::nullopt).st_dev);
}

TEST(RemoteStatusTest, SizesOf63BitsAreTheLargest) {
  const RemoteStatus status("https://host");
  constexpr std::uint64_t kLargest = (std::uint64_t{1} << 63) - 1;
  const struct stat largest = status.of_file("a", {.size = kLargest}, 0);
  EXPECT_EQ(largest.st_size, static_cast<off_t>(kLargest));
  EXPECT_EQ(largest.st_blocks, blkcnt_t{1} << 54);
  EXPECT_THROW(status.of_file("a", {.size = kLargest + 1}, 0),
               std::system_error);
}

}  // namespace
}  // namespace mtscomp
