// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/file_version.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

struct stat opened_status() {
  struct stat status = {};
  status.st_ino = 1;
  status.st_size = 2;
  status.st_nlink = 1;
  status.st_mtim.tv_sec = 3;
  status.st_ctim.tv_sec = 4;
  return status;
}

TEST(FileVersion, IsInAFileThatStaysAsItWas) {
  EXPECT_TRUE(FileVersion(opened_status()).is_in(opened_status()));
}

TEST(FileVersion, IsNotInAFileWhoseSizeOrAnyTimeChanged) {
  struct stat longer = opened_status();
  longer.st_size = 9;
  struct stat modified = opened_status();
  modified.st_mtim.tv_sec = 9;
  struct stat changed = opened_status();
  changed.st_ctim.tv_nsec = 9;
  for (const struct stat& now : {longer, modified, changed}) {
    EXPECT_FALSE(FileVersion(opened_status()).is_in(now));
  }
}

TEST(FileVersion, IsInAFileThatLostItsLastName) {
  struct stat removed = opened_status();
  removed.st_nlink = 0;
  removed.st_ctim.tv_sec = 9;
  EXPECT_TRUE(FileVersion(opened_status()).is_in(removed));
  removed.st_mtim.tv_sec = 9;
  EXPECT_FALSE(FileVersion(opened_status()).is_in(removed));
}

TEST(FileVersion, IsNotInAChangedFileOfAFileSystemThatCountsNoLinks) {
  struct stat opened = opened_status();
  opened.st_nlink = 0;
  struct stat changed = opened;
  changed.st_ctim.tv_sec = 9;
  EXPECT_FALSE(FileVersion(opened).is_in(changed));
}

}  // namespace
}  // namespace mtscomp
