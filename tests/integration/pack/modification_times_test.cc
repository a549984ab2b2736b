// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Packed, unpacked, chopped and shown files have the modification time of the
// recording, to the nanosecond.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <cstdint>
#include <filesystem>

#include "integration/pack/pack_programs.h"

namespace mtscomp {
namespace {

constexpr timespec kRecorded = {.tv_sec = 1551700800, .tv_nsec = 123456789};
constexpr timespec kLater = {.tv_sec = 1551700800, .tv_nsec = 123456790};

class ModificationTimesTest : public PackPrograms {
 protected:
  void SetUp() override {
    write_raw(5000);
    set_time(raw_path_, kRecorded);
  }
  static void set_time(const std::string& path, const timespec& time) {
    const std::array<timespec, 2> times = {timespec{0, UTIME_OMIT}, time};
    ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times.data(), 0), 0);
  }
  static void expect_time(const std::string& path, const timespec& time) {
    struct stat status = {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0) << path;
    EXPECT_EQ(status.st_mtim.tv_sec, time.tv_sec) << path;
    EXPECT_EQ(status.st_mtim.tv_nsec, time.tv_nsec) << path;
  }
  void chop_to(const std::string& path) const {
    ASSERT_EQ(
        run_program({MTSCOMP_CHOP_PROGRAM, cbin_path_, "-n", "1", "-o", path})
            .exit_code,
        0);
  }
};

// Bug: they had the time of the packing, so backups saw a changed archive.
TEST_F(ModificationTimesTest, PairHasThatOfTheRecording) {
  ASSERT_EQ(pack().output, "");
  expect_time(cbin_path_, kRecorded);
  expect_time(ch_path_, kRecorded);
  set_time(raw_path_, kLater);
  ASSERT_EQ(pack({"--overwrite"}).output, "");
  expect_time(cbin_path_, kLater);
  expect_time(ch_path_, kLater);
}

TEST_F(ModificationTimesTest, TreesKeepThem) {
  ASSERT_EQ(
      run_program(with_home({MTSCOMP_PACK_PROGRAM, directory_.path(), "-n",
                             std::to_string(kChannels), "-s", "1000", "-d",
                             "int16", "-q", "--normal-priority"}))
          .exit_code,
      0);
  expect_time(cbin_path_, kRecorded);
  expect_time(ch_path_, kRecorded);
}

TEST_F(ModificationTimesTest, UnpackedAndChoppedFilesHaveTheLaterOfThePair) {
  ASSERT_EQ(pack().output, "");
  ASSERT_EQ(unpack({"-o", back_path_}).output, "");
  expect_time(back_path_, kRecorded);
  chop_to(directory_.file("start.cbin"));
  expect_time(directory_.file("start.cbin"), kRecorded);
  expect_time(directory_.file("start.ch"), kRecorded);
  for (const std::string& later : {cbin_path_, ch_path_}) {
    set_time(later, kLater);
    ASSERT_EQ(unpack({"-o", back_path_, "-f"}).output, "");
    expect_time(back_path_, kLater);
    set_time(later, kRecorded);
  }
  set_time(ch_path_, kLater);
  chop_to(directory_.file("more.cbin"));
  expect_time(directory_.file("more.cbin"), kLater);
  expect_time(directory_.file("more.ch"), kLater);
}

class ModificationTimesShownTest : public ModificationTimesTest {
 protected:
  void SetUp() override {
    if (::access("/dev/fuse", R_OK | W_OK) != 0) {
      GTEST_SKIP() << "/dev/fuse cannot be used";
    }
    ModificationTimesTest::SetUp();
  }
};

TEST_F(ModificationTimesShownTest, ViewHasThatOfThePair) {
  ASSERT_EQ(pack().output, "");
  std::filesystem::remove(raw_path_);
  const MountedTree mounted(directory_.path());
  expect_time(mounted.file("x.bin"), kRecorded);
}

}  // namespace
}  // namespace mtscomp
