// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/local/local_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/posix_acl.h>
#include <linux/xattr.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <functional>
#include <system_error>

#include "mtscomp/base/file_identity.h"
#include "support/bytes.h"
#include "support/posix_acl_bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class LocalSourceTest : public ::testing::Test {
 protected:
  LocalSourceTest() {
    std::filesystem::create_directories(directory_.file("a/b"));
    write_file(directory_.file("a/file"), "text");
    std::filesystem::create_symlink("file", directory_.file("a/link"));
  }

  static int errno_of(const std::function<void()>& action) {
    try {
      action();
      return 0;
    } catch (const std::system_error& error) {
      return error.code().value();
    }
  }
  static FileIdentity identity_of(const std::string& path) {
    struct stat status = {};
    EXPECT_EQ(::lstat(path.c_str(), &status), 0);
    return FileIdentity::of(status);
  }

  TempDir directory_;
  LocalSource source_ = LocalSource({.path = directory_.path()});
};

TEST_F(LocalSourceTest, MissingDirectoryIsNamed) {
  try {
    const LocalSource source({.path = "/no/such/source"});
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("/no/such/source"));
  }
}

TEST_F(LocalSourceTest, NameIsItsPath) {
  EXPECT_EQ(source_.name(), directory_.path());
}

TEST_F(LocalSourceTest, DirectoryHasItsEntriesAndPaths) {
  const std::unique_ptr<const SourceDirectory> directory =
      source_.open_directory("a");
  std::vector<std::string> paths;
  for (const SourceEntry& entry : directory->entries()) {
    paths.push_back(directory->path_of(entry.name));
  }
  EXPECT_THAT(paths, UnorderedElementsAre("a/b", "a/file", "a/link"));
  EXPECT_EQ(directory->path(), "a");
  EXPECT_EQ(FileIdentity::of(directory->own_status()),
            identity_of(directory_.file("a")));
  EXPECT_EQ(source_.open_directory("")->path_of("a"), "a");
}

TEST_F(LocalSourceTest, LinkHasItsOwnStatusAndThatOfItsTarget) {
  const std::unique_ptr<const SourceDirectory> directory =
      source_.open_directory("a");
  ASSERT_TRUE(directory->status("link"));
  EXPECT_TRUE(S_ISLNK(directory->status("link")->st_mode));
  ASSERT_TRUE(directory->file_status("link"));
  EXPECT_EQ(FileIdentity::of(directory->file_status("link")->status),
            identity_of(directory_.file("a/file")));
  EXPECT_FALSE(directory->file_status("b"));
  EXPECT_FALSE(directory->status("none"));
}

TEST_F(LocalSourceTest, StatusIsThatOfThePath) {
  for (const std::string path : {"", "a", "a/file", "a/link"}) {
    EXPECT_EQ(FileIdentity::of(source_.status(path)),
              identity_of(directory_.path() + '/' + path))
        << path;
  }
  EXPECT_EQ(errno_of([&] { source_.status("none"); }), ENOENT);
}

TEST_F(LocalSourceTest, OpensRegularFilesOnly) {
  const SourceFilePtr file = source_.open_file("a/file");
  std::string text(10, '?');
  text.resize(
      file->read_up_to(0, std::as_writable_bytes(std::span(text)), "file"));
  EXPECT_EQ(text, "text");
  EXPECT_NE(file->descriptor(), nullptr);
  ASSERT_EQ(::mkfifo(directory_.file("pipe").c_str(), 0600), 0);
  EXPECT_EQ(errno_of([&] { source_.open_file("pipe"); }), EINVAL);
  EXPECT_EQ(errno_of([&] { source_.open_file("a"); }), EINVAL);
  EXPECT_EQ(errno_of([&] { source_.open_file("none"); }), ENOENT);
}

TEST_F(LocalSourceTest, LinksAreReadAndAccessIsChecked) {
  EXPECT_EQ(source_.read_link("a/link"), "file");
  source_.check_access("a/file", R_OK);
  EXPECT_EQ(errno_of([&] { source_.check_access("a/file", X_OK); }), EACCES);
  EXPECT_EQ(errno_of([&] { source_.check_access("none", R_OK); }), ENOENT);
}

TEST_F(LocalSourceTest, UsageIsThatOfTheFileSystem) {
  EXPECT_GT(source_.usage().f_blocks, 0U);
}

// The status that loads compare needs no ACL.
TEST_F(LocalSourceTest, AclLimitsTheModesThatAreReported) {
  const std::string path = directory_.file("a/file");
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  const Bytes acl = acl_bytes({{ACL_USER_OBJ, 6},
                               {ACL_USER, 4, 1000},
                               {ACL_GROUP_OBJ, 0},
                               {ACL_MASK, 4},
                               {ACL_OTHER, 0}});
  if (::setxattr(path.c_str(), XATTR_NAME_POSIX_ACL_ACCESS, acl.data(),
                 acl.size(), 0) != 0) {
    GTEST_SKIP() << "this file system has no ACLs";
  }
  const LocalSource limited({.path = directory_.path(), .respect_acls = true});
  const SourceFilePtr file = limited.open_file("a/file");
  EXPECT_EQ(limited.status("a/file").st_mode & 0777U, 0600U);
  EXPECT_EQ(limited.open_file_status(*file, "a/file").st_mode & 0777U, 0600U);
  EXPECT_EQ(limited.open_directory("a")->status("file")->st_mode & 0777U,
            0600U);
  EXPECT_EQ(file->status("a/file").st_mode & 0777U, 0640U);
  EXPECT_EQ(source_.open_file_status(*file, "a/file").st_mode & 0777U, 0640U);
}

}  // namespace
}  // namespace mtscomp
