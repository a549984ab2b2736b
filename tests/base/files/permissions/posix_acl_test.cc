// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/permissions/posix_acl.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/posix_acl.h>
#include <linux/xattr.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <cerrno>

#include "support/bytes.h"
#include "support/posix_acl_bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

mode_t within(mode_t mode, const std::vector<AclEntry>& entries) {
  return mode_within_acl(mode, acl_bytes(entries));
}

TEST(PosixAclTest, GroupGetsNoMoreThanItsEntryAndTheMask) {
  EXPECT_EQ(within(0640, {{ACL_USER_OBJ, 6},
                          {ACL_USER, 4, 1000},
                          {ACL_GROUP_OBJ, 0},
                          {ACL_MASK, 4},
                          {ACL_OTHER, 0}}),
            0600U);
  EXPECT_EQ(within(0644, {{ACL_USER_OBJ, 6},
                          {ACL_GROUP_OBJ, 4},
                          {ACL_MASK, 4},
                          {ACL_OTHER, 4}}),
            0644U);
}

TEST(PosixAclTest, NobodyNamedGetsMoreAsOneOfTheOthers) {
  EXPECT_EQ(within(0664, {{ACL_USER_OBJ, 6},
                          {ACL_USER, 0, 1000},
                          {ACL_GROUP_OBJ, 6},
                          {ACL_MASK, 6},
                          {ACL_OTHER, 4}}),
            0600U);
  EXPECT_EQ(within(0664, {{ACL_USER_OBJ, 6},
                          {ACL_GROUP_OBJ, 6},
                          {ACL_GROUP, 0, 100},
                          {ACL_MASK, 6},
                          {ACL_OTHER, 4}}),
            0660U);
}

TEST(PosixAclTest, MaskBindsThoseWhoAreNamed) {
  EXPECT_EQ(within(0604, {{ACL_USER_OBJ, 6},
                          {ACL_USER, 7, 1000},
                          {ACL_GROUP_OBJ, 4},
                          {ACL_MASK, 0},
                          {ACL_OTHER, 4}}),
            0600U);
}

TEST(PosixAclTest, TypeAndSpecialBitsStay) {
  EXPECT_EQ(within(S_IFDIR | 02750, {{ACL_USER_OBJ, 7},
                                     {ACL_GROUP_OBJ, 0},
                                     {ACL_MASK, 5},
                                     {ACL_OTHER, 0}}),
            S_IFDIR | 02700U);
}

TEST(PosixAclTest, WhatIsNoAclGrantsNothing) {
  EXPECT_EQ(mode_within_acl(0644, {}), 0600U);
  EXPECT_EQ(mode_within_acl(0644, make_bytes({9, 0, 0, 0})), 0600U);
  EXPECT_EQ(mode_within_acl(0644, make_bytes({2, 0, 0, 0, 1})), 0600U);
}

TEST(PosixAclTest, FilesTellTheirs) {
  const TempDir directory;
  const std::string path = directory.file("x");
  write_file(path, "text");
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  const FileDescriptor file(::open(path.c_str(), O_PATH));
  EXPECT_EQ(mode_within_acl_of(file, 0640), 0640U);
  const Bytes acl = acl_bytes({{ACL_USER_OBJ, 6},
                               {ACL_USER, 4, 1000},
                               {ACL_GROUP_OBJ, 0},
                               {ACL_MASK, 4},
                               {ACL_OTHER, 0}});
  if (::setxattr(path.c_str(), XATTR_NAME_POSIX_ACL_ACCESS, acl.data(),
                 acl.size(), 0) != 0) {
    GTEST_SKIP() << "this file system has no ACLs";
  }
  EXPECT_EQ(mode_within_acl_of(file, 0640), 0600U);
}

}  // namespace
}  // namespace mtscomp
