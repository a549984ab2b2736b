// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/directories/open_beneath.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <functional>
#include <system_error>

#include "base/files/file_io.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

class OpenBeneathTest : public ::testing::Test {
 protected:
  OpenBeneathTest() {
    std::filesystem::create_directories(directory_.file("root/a/b"));
    write_file(directory_.file("root/a/b/file"), "inside");
    write_file(directory_.file("outside"), "outside");
    root_.reset(
        ::open(directory_.file("root").c_str(), O_RDONLY | O_DIRECTORY));
  }
  void link(const std::string& target, const std::string& name) {
    std::filesystem::create_symlink(target, directory_.file("root/" + name));
  }

  TempDir directory_;
  FileDescriptor root_;
};

std::string text_of(const FileDescriptor& file) {
  return read_text(file, 100, "file");
}

// The errno, or 0 if the file opens.
int errno_of(const std::function<FileDescriptor()>& open) {
  try {
    open();
    return 0;
  } catch (const std::system_error& error) {
    return error.code().value();
  }
}

TEST_F(OpenBeneathTest, OpensWhatLiesInside) {
  EXPECT_EQ(
      text_of(open_beneath(root_, "a/b/file", O_RDONLY, Symlinks::kRefuse)),
      "inside");
  EXPECT_EQ(text_of(open_by_walking(root_, "a/b/file", O_RDONLY)), "inside");
}

TEST_F(OpenBeneathTest, ReopensTheFileThatWasFoundUnderItsName) {
  const FileDescriptor found =
      open_beneath(root_, "a/b/file", O_PATH, Symlinks::kRefuse);
  std::filesystem::remove(directory_.file("root/a/b/file"));
  write_file(directory_.file("root/a/b/file"), "another");
  EXPECT_EQ(text_of(reopen(found, O_RDONLY)), "inside");
}

TEST_F(OpenBeneathTest, RefusesToLeave) {
  link("../outside", "up");
  link(directory_.file("outside"), "absolute");
  for (const char* path : {"../outside", "a/../../outside", "up", "absolute"}) {
    EXPECT_EQ(errno_of([&] {
                return open_beneath(root_, path, O_RDONLY,
                                    Symlinks::kFollowInside);
              }),
              EXDEV)
        << path;
    EXPECT_NE(errno_of([&] { return open_by_walking(root_, path, O_RDONLY); }),
              0)
        << path;
  }
}

TEST_F(OpenBeneathTest, FollowsLinksInsideOnlyWhenAsked) {
  link("a/b/file", "link");
  link("a", "directory");
  EXPECT_EQ(
      text_of(open_beneath(root_, "link", O_RDONLY, Symlinks::kFollowInside)),
      "inside");
  for (const char* path : {"link", "directory/b/file"}) {
    EXPECT_EQ(errno_of([&] {
                return open_beneath(root_, path, O_RDONLY, Symlinks::kRefuse);
              }),
              ELOOP)
        << path;
    EXPECT_NE(errno_of([&] { return open_by_walking(root_, path, O_RDONLY); }),
              0)
        << path;
  }
}

TEST_F(OpenBeneathTest, NamesWhatIsMissing) {
  const auto open_missing = [&] {
    return open_beneath(root_, "a/none", O_RDONLY, Symlinks::kRefuse);
  };
  EXPECT_EQ(errno_of(open_missing), ENOENT);
  try {
    open_missing();
  } catch (const std::system_error& error) {
    EXPECT_NE(std::string(error.what()).find("a/none"), std::string::npos);
  }
}

TEST_F(OpenBeneathTest, DescriptorsAreClosedOnExec) {
  const FileDescriptor file =
      open_beneath(root_, "a/b/file", O_RDONLY, Symlinks::kRefuse);
  EXPECT_NE(::fcntl(file.get(), F_GETFD) & FD_CLOEXEC, 0);
  const FileDescriptor walked = open_by_walking(root_, "a/b/file", O_RDONLY);
  EXPECT_NE(::fcntl(walked.get(), F_GETFD) & FD_CLOEXEC, 0);
}

}  // namespace
}  // namespace mtscomp
