// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/search_permission.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "mtscomp/base/file_io.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

struct Person {
  uid_t user;
  std::array<gid_t, 2> groups;
};

struct stat make_status(uid_t user, gid_t group, mode_t mode) {
  struct stat status = {};
  status.st_uid = user;
  status.st_gid = group;
  status.st_mode = mode;
  return status;
}

// The kernel's rule: the first class that fits decides.
bool is_allowed(const Person& person, const struct stat& status, mode_t bit) {
  const mode_t shift =
      person.user == status.st_uid ? 6
      : person.groups[0] == status.st_gid || person.groups[1] == status.st_gid
          ? 3
          : 0;
  return ((status.st_mode >> shift) & bit) != 0;
}

// Everyone there can be, against every directory.
TEST(SearchPermission, GrantsNobodyWhatTheDirectoryRefuses) {
  constexpr mode_t kRead = 4;
  constexpr mode_t kSearch = 1;
  std::size_t n_refused = 0;
  for (const uid_t user : {1U, 2U}) {
    for (const gid_t group : {11U, 12U}) {
      for (mode_t mode = 0; mode <= 0777; ++mode) {
        const struct stat file = make_status(1, 11, S_IFREG | 0444);
        const struct stat directory = make_status(user, group, S_IFDIR | mode);
        struct stat within = file;
        within.st_mode = mode_within_directory(file, directory);
        for (const uid_t who : {1U, 2U, 3U}) {
          for (const gid_t first : {11U, 13U}) {
            for (const gid_t second : {12U, 13U}) {
              const Person person = {who, {first, second}};
              if (!is_allowed(person, directory, kSearch)) {
                ++n_refused;
                EXPECT_FALSE(is_allowed(person, within, kRead))
                    << std::oct << mode << " of " << user << ':' << group
                    << " and " << who << ':' << first << ',' << second;
              }
            }
          }
        }
      }
    }
  }
  EXPECT_GT(n_refused, 1000U);
}

TEST(SearchPermission, TakesNothingAwayWhereAllMaySearch) {
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
    const SourceRoot root({.path = path("source"), .respect_acls = true});
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

// All who use the mount have come through it.
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
