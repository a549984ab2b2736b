// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Attributes of files and of the file system in a mount; reading does not
// change the attributes of the source.
#include <dirent.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <array>
#include <set>
#include <vector>

#include "base/files/file_io.h"
#include "integration/support/mounted_view.h"

namespace mtscomp {
namespace {

class AttributesTest : public MountedViewTest {};

TEST_F(AttributesTest, RecordingIsAsNewAsTheNewerOfItsFiles) {
  const SyntheticRecording pair = write_pair("x.cbin");
  const std::array<timespec, 2> times = {{{2000000000, 5}, {2000000000, 5}}};
  ASSERT_EQ(::utimensat(AT_FDCWD, pair.ch_path.c_str(), times.data(), 0), 0);
  const struct stat found = status_of(shown("x.bin"));
  EXPECT_EQ(found.st_mtim.tv_sec, 2000000000);
  EXPECT_EQ(found.st_mtim.tv_nsec, 5);
}

TEST_F(AttributesTest, EntriesAndTheirStatusAgreeOnInodeNumbers) {
  write_pair("x.cbin");
  write("x.meta");
  std::set<std::uint64_t> inodes;
  DIR* const stream = ::opendir(shown("").c_str());
  while (const dirent* entry = ::readdir(stream)) {
    if (entry->d_name[0] != '.') {
      EXPECT_EQ(entry->d_ino, status_of(shown(entry->d_name)).st_ino);
      inodes.insert(entry->d_ino);
    }
  }
  ::closedir(stream);
  EXPECT_EQ(inodes.size(), 2U);
}

TEST_F(AttributesTest, StatfsIsThatOfTheSource) {
  struct statvfs expected = {};
  struct statvfs found = {};
  ASSERT_EQ(::statvfs(source_.path().c_str(), &expected), 0);
  ASSERT_EQ(::statvfs(shown("").c_str(), &found), 0);
  EXPECT_EQ(found.f_blocks, expected.f_blocks);
  EXPECT_NE(found.f_flag & ST_RDONLY, 0U);
  EXPECT_NE(found.f_flag & ST_NOSUID, 0U);
  EXPECT_NE(found.f_flag & ST_NODEV, 0U);
}

void set_old_access_time(const std::string& path) {
  const std::array<timespec, 2> times = {{{1000000000, 0}, {0, UTIME_OMIT}}};
  ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times.data(), 0), 0);
}

TEST_F(AttributesTest, ReadingLeavesAccessTimesAlone) {
  const SyntheticRecording pair = write_pair("x.cbin");
  write("x.meta");
  const std::vector<std::string> touched = {
      pair.cbin_path, pair.ch_path, in_source("x.meta"), source_.path()};
  for (const std::string& path : touched) {
    set_old_access_time(path);
  }
  list();
  read_file(shown("x.bin"));
  read_file(shown("x.meta"));
  for (const std::string& path : touched) {
    EXPECT_EQ(status_of(path).st_atim.tv_sec, 1000000000) << path;
  }
}

}  // namespace
}  // namespace mtscomp
