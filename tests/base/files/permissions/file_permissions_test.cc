// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/file_permissions.h"

#include <fmt/format.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <linux/posix_acl.h>
#include <linux/xattr.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "mtscomp/base/output_file.h"
#include "support/bytes.h"
#include "support/person.h"
#include "support/posix_acl_bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

// Replaces files of different owners, as different users.
class FilePermissionsTest : public ::testing::Test {
 protected:
  static constexpr uid_t kAlice = 1000;
  static constexpr uid_t kBob = 1001;
  static constexpr gid_t kUsers = 2000;
  static constexpr gid_t kLab = 2001;

  void SetUp() override {
    if (::geteuid() != 0) {
      GTEST_SKIP() << "being others takes root";
    }
    ::chmod(directory_.path().c_str(), 0777);
  }

  void write_old(uid_t user, gid_t group, mode_t mode) const {
    write_file(path_, "old");
    ASSERT_EQ(::chown(path_.c_str(), user, group), 0);
    ASSERT_EQ(::chmod(path_.c_str(), mode), 0);
  }

  // The first group of `groups` becomes the process's own group.
  void replace_as(uid_t user, const std::vector<gid_t>& groups) const {
    as(user, groups, [this] {
      OutputFile file(path_);
      file.publish(Existing::kReplace);
    });
  }

  template <typename Function>
  static void as(uid_t user, const std::vector<gid_t>& groups,
                 Function function) {
    const pid_t child = ::fork();
    if (child == 0) {
      if (::setgroups(groups.size(), groups.data()) != 0 ||
          ::setgid(groups[0]) != 0 || ::setuid(user) != 0) {
        ::_exit(2);
      }
      ::umask(022);
      function();
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_EQ(status, 0);
  }

  // Makes `path_` from another file, `source`.
  void make_of(const std::string& source, uid_t user,
               const std::vector<gid_t>& groups) const {
    as(user, groups, [&] {
      OutputFile file(path_);
      file.take_source_permissions(*permissions_of(source));
      file.publish(Existing::kRefuse);
    });
  }

  // Owner, group and mode, such as "1000:2001 640".
  std::string new_one() const {
    struct stat status = {};
    EXPECT_EQ(::stat(path_.c_str(), &status), 0);
    return fmt::format("{}:{} {:o}", status.st_uid, status.st_gid,
                       status.st_mode & 07777U);
  }

  TempDir directory_;
  std::string path_ = directory_.file("x.cbin");
};

// Bug: a pair that root packed again belonged to root, and its owner could not
// read it.
TEST_F(FilePermissionsTest, RootKeepsOwnerAndGroup) {
  write_old(kAlice, kLab, 0640);
  replace_as(0, {0});
  EXPECT_EQ(new_one(), "1000:2001 640");
}

// Bug: `users` could read a file that only `lab` was allowed to read.
TEST_F(FilePermissionsTest, OthersKeepTheGroup) {
  write_old(kAlice, kLab, 0640);
  replace_as(kAlice, {kUsers, kLab});
  EXPECT_EQ(new_one(), "1000:2001 640");
  replace_as(kBob, {kUsers, kLab});
  EXPECT_EQ(new_one(), "1001:2001 640");
}

TEST_F(FilePermissionsTest, AnotherGroupMayDoNoMoreThanAllMight) {
  const std::vector<std::pair<mode_t, std::string>> cases = {
      {0640, "600"}, {0664, "644"}, {0604, "600"}, {0444, "444"}};
  for (const auto& [mode, expected] : cases) {
    write_old(kAlice, kLab, mode);
    replace_as(kAlice, {kUsers});
    EXPECT_EQ(new_one(), "1000:2000 " + expected);
    std::filesystem::remove(path_);
  }
}

// The owning group may not read: the group bits of the mode are the ACL's mask.
TEST_F(FilePermissionsTest, AclsAreKeptOrNobodyElseIsLetIn) {
  const Bytes acl = acl_bytes({{ACL_USER_OBJ, 6},
                               {ACL_USER, 4, kBob},
                               {ACL_GROUP_OBJ, 0},
                               {ACL_MASK, 4},
                               {ACL_OTHER, 0}});
  write_old(kAlice, kLab, 0600);
  if (::setxattr(path_.c_str(), XATTR_NAME_POSIX_ACL_ACCESS, acl.data(),
                 acl.size(), 0) != 0) {
    GTEST_SKIP() << "this file system has no ACLs";
  }
  replace_as(0, {0});
  EXPECT_EQ(new_one(), "1000:2001 640");
  EXPECT_EQ(permissions_of(path_)->acl, acl);
  replace_as(kAlice, {kUsers});
  EXPECT_EQ(new_one(), "1000:2000 600");
}

// Bug: all users could read a file that was made from a private one.
TEST_F(FilePermissionsTest, NobodyMayDoMoreWithANewFileThanWithItsSource) {
  struct Case {
    mode_t mode;
    uid_t user;
    std::vector<gid_t> groups;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {0600, 0, {0}, "1000:2001 600"},
      {0640, 0, {0}, "1000:2001 640"},
      {0666, 0, {0}, "1000:2001 644"},
      {0400, kAlice, {kUsers, kLab}, "1000:2001 600"},
      {0640, kBob, {kUsers, kLab}, "1001:2001 640"},
      {0640, kAlice, {kUsers}, "1000:2000 600"},
      {0644, kBob, {kUsers}, "1001:2000 644"},
  };
  const std::string source = directory_.file("x.bin");
  for (const Case& one : cases) {
    write_old(kAlice, kLab, one.mode);
    std::filesystem::rename(path_, source);
    make_of(source, one.user, one.groups);
    EXPECT_EQ(new_one(), one.expected) << fmt::format("{:o}", one.mode);
    std::filesystem::remove(path_);
  }
}

FilePermissions make_permissions(uid_t user, gid_t group, mode_t mode) {
  return {.user = user, .group = group, .mode = mode, .acl = {}};
}

// No person who cannot read `source` may read the file that is made from it.
void expect_no_reader_is_added(const FilePermissions& made,
                               const FilePermissions& source) {
  const struct stat made_status = make_status(made.user, made.group, made.mode);
  const struct stat status =
      make_status(source.user, source.group, source.mode);
  for (const Person& person : all_persons()) {
    EXPECT_TRUE(is_allowed(person, status, S_IROTH) ||
                !is_allowed(person, made_status, S_IROTH))
        << fmt::format("{}:{} {:o} of {}:{} {:o}, read by {}", made.user,
                       made.group, made.mode, source.user, source.group,
                       source.mode, person.user);
  }
}

// Bug: all users who could read the .cbin could read the unpacked file.
TEST(FilePermissionsWithinTest, GrantNobodyWhatOneOfTwoFilesRefuses) {
  constexpr mode_t kOwner = 0600;
  for (const uid_t user : {1U, 2U}) {
    for (const gid_t group : {11U, 12U}) {
      for (mode_t modes = 0; modes < 0100 * 0100; ++modes) {
        const FilePermissions cbin =
            make_permissions(1, 11, kOwner | (modes & 077));
        const FilePermissions ch =
            make_permissions(user, group, kOwner | (modes / 0100 & 077));
        const FilePermissions made = permissions_within(cbin, ch);
        expect_no_reader_is_added(made, cbin);
        expect_no_reader_is_added(made, ch);
      }
    }
  }
}

TEST(FilePermissionsWithinTest, KeepWhatBothGrant) {
  const FilePermissions cbin = make_permissions(1, 11, 0640);
  EXPECT_EQ(permissions_within(cbin, cbin).mode, 0640U);
  EXPECT_EQ(permissions_within(cbin, make_permissions(2, 12, 0644)).mode,
            0640U);
  // The owner of the .cbin may not read the .ch; the owner of the .ch may read
  // the .cbin.
  const FilePermissions open = make_permissions(1, 11, 0644);
  const FilePermissions closed = make_permissions(2, 12, 0600);
  EXPECT_EQ(permissions_within(open, closed).user, 2U);
  EXPECT_EQ(permissions_within(open, closed).mode, 0600U);
}

TEST(FilePermissionsWithinTest, AclsAreKeptIfBothHaveTheSame) {
  FilePermissions cbin = make_permissions(1, 11, 0640);
  cbin.acl = acl_bytes({{ACL_USER_OBJ, 6},
                        {ACL_USER, 4, 2},
                        {ACL_GROUP_OBJ, 0},
                        {ACL_MASK, 4},
                        {ACL_OTHER, 0}});
  EXPECT_EQ(permissions_within(cbin, cbin).acl, cbin.acl);
  const FilePermissions ch = make_permissions(1, 11, 0640);
  for (const FilePermissions& made :
       {permissions_within(cbin, ch), permissions_within(ch, cbin)}) {
    EXPECT_TRUE(made.acl.empty());
    EXPECT_EQ(made.mode, 0600U);
  }
}

}  // namespace
}  // namespace mtscomp
