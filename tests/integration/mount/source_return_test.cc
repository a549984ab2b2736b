// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A source that disappears under the daemon and returns.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "integration/support/daemon_process.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

// The disk with the archive is unplugged and plugged in again.
class SourceReturnTest : public PrivilegeTest {
 protected:
  void SetUp() override {
    PrivilegeTest::SetUp();
    mount_with("timeout=0");
  }
  void mount_disk() const {
    ASSERT_EQ(::mount("none", disk_.c_str(), "tmpfs", 0, "size=16m"), 0);
  }

  std::string disk_ = in_source("disk");
};

TEST_F(SourceReturnTest, SourceThatWasRemovedAndMadeAgainIsShown) {
  const std::string path = source_.file("archive");
  std::filesystem::create_directory(path);
  MountedTree tree(path, {.arguments = {"-o", "timeout=0"}, .mount_point = ""});
  std::filesystem::remove_all(path);
  std::filesystem::create_directory(path);
  const SyntheticRecording again = write_synthetic_recording(path, "y", {});
  EXPECT_TRUE(
      holds_soon([&] { return std::filesystem::exists(tree.file("y.bin")); }));
  EXPECT_TRUE(same_bytes(again.raw, read_file(tree.file("y.bin"))));
  EXPECT_THAT(tree.log(), HasSubstr(path + ": the directory is back"));
}

TEST_F(SourceReturnTest, DiskThatWasUnmountedAndMountedAgainIsShown) {
  std::filesystem::create_directory(disk_);
  mount_disk();
  write_pair("disk/y.cbin");
  MountedTree tree(disk_,
                   {.arguments = {"-o", "timeout=0"}, .mount_point = ""});
  EXPECT_TRUE(std::filesystem::exists(tree.file("y.bin")));
  ASSERT_EQ(::umount2(disk_.c_str(), MNT_DETACH), 0);
  EXPECT_TRUE(holds_soon([&] {
    static_cast<void>(::access(tree.file("y.bin").c_str(), F_OK));
    return tree.log().find("the directory is gone") != std::string::npos;
  }));
  mount_disk();
  const SyntheticRecording back = write_pair("disk/z.cbin", 5);
  EXPECT_TRUE(
      holds_soon([&] { return std::filesystem::exists(tree.file("z.bin")); }));
  EXPECT_TRUE(same_bytes(back.raw, read_file(tree.file("z.bin"))));
  EXPECT_FALSE(std::filesystem::exists(tree.file("y.bin")));
  EXPECT_EQ(tree.stop(SIGTERM), 0);
  ::umount2(disk_.c_str(), MNT_DETACH);
}

// Bug: the directory of the same name below the mount point was taken for it.
TEST_F(SourceReturnTest, SourceWithinADiskIsNotSoughtBeneathTheMountPoint) {
  const std::string path = disk_ + "/archive";
  std::filesystem::create_directories(path);
  write_pair("disk/archive/beneath.cbin");
  mount_disk();
  write_pair("disk/archive/y.cbin");
  MountedTree tree(path, {.arguments = {"-o", "timeout=0"}, .mount_point = ""});
  const auto shows = [&tree](const char* name) {
    return std::filesystem::exists(tree.file(name));
  };
  EXPECT_TRUE(shows("y.bin"));
  ASSERT_EQ(::umount2(disk_.c_str(), MNT_DETACH), 0);
  EXPECT_TRUE(holds_soon([&] {
    static_cast<void>(::access(tree.file("y.bin").c_str(), F_OK));
    return tree.log().find("the directory is gone") != std::string::npos;
  }));
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  EXPECT_FALSE(shows("beneath.bin"));
  mount_disk();
  const SyntheticRecording back = write_pair("disk/archive/z.cbin", 5);
  EXPECT_TRUE(holds_soon([&] { return shows("z.bin"); }));
  EXPECT_TRUE(same_bytes(back.raw, read_file(tree.file("z.bin"))));
  EXPECT_EQ(tree.stop(SIGTERM), 0);
  ::umount2(disk_.c_str(), MNT_DETACH);
}

}  // namespace
}  // namespace mtscomp
