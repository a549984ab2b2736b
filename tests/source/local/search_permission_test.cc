// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/local/search_permission.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/files/file_io.h"
#include "support/bytes.h"
#include "support/person.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

TEST(SearchPermissionMaskTest, TakesNothingAwayWhereAllMaySearch) {
  const struct stat file = make_status(1, 11, S_IFREG | 0640);
  EXPECT_EQ(mode_within_directory(file, make_status(2, 12, S_IFDIR | 0755)),
            S_IFREG | 0640U);
  EXPECT_EQ(mode_within_directory(file, make_status(2, 11, S_IFDIR | 0750)),
            S_IFREG | 0040U);
  EXPECT_EQ(mode_within_directory(file, make_status(1, 11, S_IFDIR | 0750)),
            S_IFREG | 0640U);
}

class SearchPermissionTest : public ::testing::Test {
 protected:
  SearchPermissionTest() {
    std::filesystem::create_directories(path("source/a/b"));
    std::filesystem::create_directories(path("outside"));
    for (const char* const name : {"source/x", "source/a/b/x", "outside/x"}) {
      write_file(path(name), "x");
      ::chmod(path(name).c_str(), 0644);
    }
    for (const char* const name :
         {"", "source", "source/a", "source/a/b", "outside"}) {
      ::chmod(path(name).c_str(), 0755);
    }
  }
  std::string path(const std::string& name) const {
    return directory_.file(name);
  }
  mode_t mode_of(const FileDescriptor& file) const {
    const LocalRoot root({.path = path("source"), .respect_acls = true});
    return mode_within_directories(root, file, file_status(file, "x")) & 0777U;
  }
  mode_t mode_of(const std::string& name) const {
    return mode_of(
        FileDescriptor(::open(path(name).c_str(), O_PATH | O_CLOEXEC)));
  }

  TempDir directory_;
};

TEST_F(SearchPermissionTest, EveryDirectoryBelowTheSourceCounts) {
  EXPECT_EQ(mode_of("source/a/b/x"), 0644U);
  ::chmod(path("source/a").c_str(), 0700);
  EXPECT_EQ(mode_of("source/a/b/x"), 0600U);
  ::chmod(path("source/a").c_str(), 0755);
  ::chmod(path("source/a/b").c_str(), 0750);
  EXPECT_EQ(mode_of("source/a/b/x"), 0640U);
}

// Permissions of the source directory and above it do not count: users reach
// the files through the mount.
TEST_F(SearchPermissionTest, TheSourceAndWhatIsAboveItDoNot) {
  ::chmod(path("source").c_str(), 0700);
  ::chmod(path("").c_str(), 0700);
  EXPECT_EQ(mode_of("source/x"), 0644U);
  EXPECT_EQ(mode_of("source/a/b/x"), 0644U);
}

TEST_F(SearchPermissionTest, OutsideOfTheSourceAllOfThemCount) {
  ::chmod(path("").c_str(), 0700);
  EXPECT_EQ(mode_of("outside/x"), 0600U);
}

TEST_F(SearchPermissionTest, NothingIsGrantedWhereTheFileCannotBeFound) {
  const FileDescriptor file(
      ::open(path("source/a/b/x").c_str(), O_PATH | O_CLOEXEC));
  std::filesystem::remove(path("source/a/b/x"));
  EXPECT_EQ(mode_of(file), 0U);
  write_file(path("source/a/b/x"), "another");
  EXPECT_EQ(mode_of(file), 0U);
}

}  // namespace
}  // namespace mtscomp
