// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/file_version.h"

#include <gtest/gtest.h>

#include <vector>

namespace mtscomp {
namespace {

using State = FileVersion::State;

struct stat opened_status() {
  struct stat status = {};
  status.st_ino = 1;
  status.st_size = 2;
  status.st_nlink = 1;
  status.st_mtim.tv_sec = 3;
  status.st_ctim.tv_sec = 4;
  return status;
}

// The times are changed by touch and by chmod.
std::vector<struct stat> with_other_times() {
  std::vector<struct stat> statuses(2, opened_status());
  statuses[0].st_mtim.tv_sec = 9;
  statuses[0].st_ctim.tv_sec = 9;
  statuses[1].st_ctim.tv_nsec = 9;
  return statuses;
}

TEST(FileVersionTest, IsTheSameWhileTheFileStaysAsItWas) {
  EXPECT_EQ(FileVersion(opened_status()).state_of(opened_status()),
            State::kSame);
}

TEST(FileVersionTest, HasChangedWithTheSize) {
  struct stat longer = opened_status();
  longer.st_size = 9;
  EXPECT_EQ(FileVersion(opened_status()).state_of(longer), State::kChanged);
}

TEST(FileVersionTest, IsUnknownAfterAChangeOfTimesUntilItIsSettled) {
  for (const struct stat& now : with_other_times()) {
    FileVersion version(opened_status());
    EXPECT_EQ(version.state_of(now), State::kUnknown);
    version.settle(FileIdentity::of(now), false);
    EXPECT_EQ(version.state_of(now), State::kChanged);
    EXPECT_EQ(version.state_of(opened_status()), State::kSame);
    version.settle(FileIdentity::of(now), true);
    EXPECT_EQ(version.state_of(now), State::kSame);
  }
}

TEST(FileVersionTest, IsTheSameInAFileThatLostItsLastName) {
  struct stat removed = opened_status();
  removed.st_nlink = 0;
  removed.st_ctim.tv_sec = 9;
  EXPECT_EQ(FileVersion(opened_status()).state_of(removed), State::kSame);
  removed.st_mtim.tv_sec = 9;
  EXPECT_EQ(FileVersion(opened_status()).state_of(removed), State::kUnknown);
}

TEST(FileVersionTest, IsUnknownIfTheFileSystemCountsNoLinks) {
  struct stat opened = opened_status();
  opened.st_nlink = 0;
  struct stat changed = opened;
  changed.st_ctim.tv_sec = 9;
  EXPECT_EQ(FileVersion(opened).state_of(changed), State::kUnknown);
}

}  // namespace
}  // namespace mtscomp
