// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/local/local_root.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/files/file_io.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

class LocalRootTest : public ::testing::Test {
 protected:
  LocalRootTest() {
    std::filesystem::create_directories(in_source("a/b"));
    write_file(in_source("a/b/file"), "inside");
    write_file(directory_.file("outside"), "outside");
  }
  std::string in_source(const std::string& name) const {
    return directory_.file("source/" + name);
  }
  void link(const std::string& target, const std::string& name) const {
    std::filesystem::create_symlink(target, in_source(name));
  }
  // Content of the member, or its errno.
  std::string read(const std::string& name, bool follow_symlinks = false) {
    const LocalRoot root({.path = directory_.file("source"),
                          .mount_point = directory_.file("mnt"),
                          .follow_symlinks = follow_symlinks});
    try {
      return read_text(root.open_member(name, O_RDONLY), 100, name);
    } catch (const std::system_error& error) {
      return std::to_string(error.code().value());
    }
  }

  TempDir directory_;
};

TEST_F(LocalRootTest, LinksInsideAreFollowed) {
  link("a/b/file", "relative");
  link("../a/b/file", "a/up");
  link(in_source("a/b/file"), "absolute");
  link(in_source("a"), "a_again");
  link("a_again/b/file", "through");
  EXPECT_EQ(read("relative"), "inside");
  EXPECT_EQ(read("a/up"), "inside");
  EXPECT_EQ(read("absolute"), "inside");
  EXPECT_EQ(read("through"), "inside");
}

TEST_F(LocalRootTest, LinkThatLeavesAndComesBackIsInside) {
  link("../source/a/b/file", "around");
  EXPECT_EQ(read("around"), "inside");
}

TEST_F(LocalRootTest, LinksThatLeadOutAreFollowedOnlyWhereAllowed) {
  link("../outside", "relative");
  link(directory_.file("outside"), "absolute");
  std::filesystem::create_symlink("outside", directory_.file("hop"));
  link("../hop", "twice");
  for (const char* const name : {"relative", "absolute", "twice"}) {
    EXPECT_EQ(read(name), std::to_string(EXDEV)) << name;
    EXPECT_EQ(read(name, true), "outside") << name;
  }
}

TEST_F(LocalRootTest, LinkOutThatComesBackStaysInside) {
  std::filesystem::create_symlink(in_source("a/b/file"),
                                  directory_.file("back"));
  link("../back", "there_and_back");
  EXPECT_EQ(read("there_and_back"), std::to_string(EXDEV));
  EXPECT_EQ(read("there_and_back", true), "inside");
}

// Following this link would send a request to the daemon itself.
TEST_F(LocalRootTest, LinkIntoTheMountIsRefused) {
  std::filesystem::create_directory(directory_.file("mnt"));
  write_file(directory_.file("mnt/file"), "ourselves");
  link(directory_.file("mnt/file"), "self");
  EXPECT_EQ(read("self", true), std::to_string(ELOOP));
}

TEST_F(LocalRootTest, CircleEnds) {
  link(in_source("two"), "one");
  link(in_source("one"), "two");
  EXPECT_EQ(read("one"), std::to_string(ELOOP));
  EXPECT_EQ(read("one", true), std::to_string(ELOOP));
}

TEST_F(LocalRootTest, LinkToNothingIsAbsent) {
  link(in_source("nowhere"), "broken");
  EXPECT_EQ(read("broken"), std::to_string(ENOENT));
}

}  // namespace
}  // namespace mtscomp
