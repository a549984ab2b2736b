// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Access rights in a mount, and the owners and permissions that it shows.
#include <gmock/gmock.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <linux/posix_acl.h>
#include <linux/xattr.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <iterator>
#include <sstream>

#include "integration/support/mounted_view.h"
#include "support/posix_acl_bytes.h"

namespace mtscomp {
namespace {

constexpr uid_t kSomebody = 65534;
constexpr gid_t kTheirGroup = 54321;

class PermissionsTest : public MountedViewTest {
 protected:
  void SetUp() override {
    MountedViewTest::SetUp();
    if (::geteuid() != 0) {
      GTEST_SKIP() << "being others takes root";
    }
    ::chmod(source_.path().c_str(), 0755);
  }
  // Gives all users access to the mount point and the directories above it.
  void open_to_others() {
    mount_with("allow_other");
    const std::filesystem::path path = shown("");
    ::chmod(path.parent_path().parent_path().c_str(), 0755);
  }
};

// The errno when this user reads the file, or 0.
int errno_as(uid_t uid, gid_t gid, const std::string& path) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setgroups(0, nullptr) != 0 || ::setgid(gid) != 0 ||
        ::setuid(uid) != 0) {
      ::_exit(255);
    }
    const int file = ::open(path.c_str(), O_RDONLY);
    char byte = 0;
    ::_exit(file >= 0 && ::read(file, &byte, 1) >= 0 ? 0 : errno);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

TEST_F(PermissionsTest, AreThoseOfTheSourceWithoutWritingForRecordings) {
  const SyntheticRecording pair = write_pair("x.cbin");
  write("y");
  ASSERT_EQ(::chown(pair.cbin_path.c_str(), 1234, 5678), 0);
  ASSERT_EQ(::chmod(pair.cbin_path.c_str(), 0664), 0);
  ASSERT_EQ(::chmod(pair.ch_path.c_str(), 0660), 0);
  ASSERT_EQ(::chmod(in_source("y").c_str(), 0751), 0);
  EXPECT_EQ(status_of(shown("x.bin")).st_mode, S_IFREG | 0440U);
  EXPECT_EQ(status_of(shown("x.bin")).st_uid, 1234U);
  EXPECT_EQ(status_of(shown("x.bin")).st_gid, 5678U);
  EXPECT_EQ(status_of(shown("y")).st_mode, S_IFREG | 0751U);
}

TEST_F(PermissionsTest, OwnersAndMaskCanBeSet) {
  mount_with("uid=1234,gid=5678,mask=037");
  write_pair("a/x.cbin");
  write("y");
  ASSERT_EQ(::chmod(in_source("y").c_str(), 0666), 0);
  for (const char* const name : {"", "a", "a/x.bin", "y"}) {
    EXPECT_EQ(status_of(shown(name)).st_uid, 1234U) << name;
    EXPECT_EQ(status_of(shown(name)).st_gid, 5678U) << name;
    EXPECT_EQ(status_of(shown(name)).st_mode & 037U, 0U) << name;
  }
  EXPECT_EQ(status_of(shown("y")).st_mode, S_IFREG | 0640U);
  const FileDescriptor file(::open(shown("y").c_str(), O_RDONLY));
  struct stat open_status = {};
  ASSERT_EQ(::fstat(file.get(), &open_status), 0);
  EXPECT_EQ(open_status.st_mode, S_IFREG | 0640U);
  EXPECT_EQ(open_status.st_uid, 1234U);
}

TEST_F(PermissionsTest, OthersMayReadWhatTheyMayReadInTheSource) {
  const SyntheticRecording open = write_pair("open.cbin");
  const SyntheticRecording half = write_pair("half.cbin");
  ASSERT_EQ(::chmod(half.ch_path.c_str(), 0600), 0);
  write("closed");
  ASSERT_EQ(::chmod(in_source("closed").c_str(), 0600), 0);
  open_to_others();
  EXPECT_EQ(errno_as(kSomebody, kTheirGroup, shown("open.bin")), 0);
  EXPECT_EQ(errno_as(kSomebody, kTheirGroup, shown("half.bin")), EACCES);
  EXPECT_EQ(errno_as(kSomebody, kTheirGroup, shown("closed")), EACCES);
}

// Bug: the mode bits of both files were combined regardless of their owners, so
// the owner of the .cbin could read with bits that the .ch grants to another
// user.
TEST_F(PermissionsTest, OwnerOfOneFileReadsOnlyWhatTheOtherLetsThemRead) {
  constexpr uid_t kOwner = 1000;
  constexpr uid_t kAnother = 1001;
  const SyntheticRecording pair = write_pair("x.cbin");
  const SyntheticRecording both = write_pair("both.cbin");
  for (const SyntheticRecording* const one : {&pair, &both}) {
    ASSERT_EQ(::chown(one->cbin_path.c_str(), kOwner, kOwner), 0);
    ASSERT_EQ(::chmod(one->cbin_path.c_str(), 0640), 0);
    ASSERT_EQ(::chown(one->ch_path.c_str(), kAnother, kAnother), 0);
  }
  ASSERT_EQ(::chmod(pair.ch_path.c_str(), 0600), 0);
  ASSERT_EQ(::chmod(both.ch_path.c_str(), 0644), 0);
  open_to_others();
  EXPECT_EQ(errno_as(kOwner, kOwner, in_source("x.ch")), EACCES);
  EXPECT_EQ(errno_as(kOwner, kOwner, shown("x.bin")), EACCES);
  EXPECT_EQ(errno_as(kAnother, kAnother, shown("x.bin")), EACCES);
  EXPECT_EQ(errno_as(kOwner, kOwner, shown("both.bin")), 0);
  EXPECT_TRUE(shows("x.bin", pair.raw)) << "to root";
  list();  // The listing must give the same result.
  EXPECT_EQ(errno_as(kOwner, kOwner, shown("x.bin")), EACCES);
}

// The names in a listing by this user; empty if listing fails.
std::set<std::string> names_as(uid_t uid, gid_t gid, const std::string& path) {
  const ProgramResult result =
      run_program({"setpriv", "--reuid", std::to_string(uid), "--regid",
                   std::to_string(gid), "--clear-groups", "ls", path});
  std::istringstream words(result.output);
  return {std::istream_iterator<std::string>(words), {}};
}

// Bug: the existence of the file was visible, and its size, owner and times.
TEST_F(PermissionsTest, LinksTellNothingOfFilesInDirectoriesThatAreClosed) {
  constexpr uid_t kOwner = 1000;
  write_pair("closed/x.cbin");
  ASSERT_EQ(::chown(in_source("closed").c_str(), kOwner, kTheirGroup), 0);
  ASSERT_EQ(::chmod(in_source("closed").c_str(), 0750), 0);
  for (const char* const suffix : {".cbin", ".ch"}) {
    ASSERT_EQ(
        ::chown((in_source("closed/x") + suffix).c_str(), kOwner, kTheirGroup),
        0);
    for (const char* const name : {"x", "none"}) {
      std::filesystem::create_symlink(std::string("closed/") + name + suffix,
                                      in_source(std::string(name) + suffix));
    }
  }
  open_to_others();
  const std::set<std::string> links = {"closed", "none.cbin", "none.ch",
                                       "x.cbin", "x.ch"};
  const std::set<std::string> recording = {"closed", "none.cbin", "none.ch",
                                           "x.bin"};
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(names_as(kSomebody, kSomebody, shown("")), links);
    EXPECT_EQ(errno_as(kSomebody, kSomebody, shown("x.bin")), ENOENT);
    EXPECT_EQ(errno_as(kSomebody, kSomebody, shown("none.bin")), ENOENT);
    EXPECT_EQ(errno_as(kSomebody, kSomebody, shown("x.cbin")), EACCES);
    EXPECT_EQ(errno_as(kSomebody, kSomebody, shown("none.cbin")), EACCES);
    for (const uid_t user : {kOwner, kSomebody}) {  // The owner; the group.
      EXPECT_EQ(names_as(user, kTheirGroup, shown("")), recording);
      EXPECT_EQ(errno_as(user, kTheirGroup, shown("x.bin")), 0);
    }
  }
}

// Bug: a link to a pair bypassed the permissions of the directories with its
// files.
TEST_F(PermissionsTest,
       LinksOfPairsLeadNobodyIntoDirectoriesThatTheyMayNotEnter) {
  const SyntheticRecording secret = write_pair("secret/x.cbin");
  write_pair("open/y.cbin");
  for (const char* const suffix : {".cbin", ".ch"}) {
    std::filesystem::create_symlink(std::string("secret/x") + suffix,
                                    in_source(std::string("x") + suffix));
    std::filesystem::create_symlink(in_source("open/y") + suffix,
                                    in_source(std::string("y") + suffix));
  }
  ASSERT_EQ(::chmod(in_source("secret").c_str(), 0700), 0);
  ASSERT_EQ(::chmod(in_source("open").c_str(), 0755), 0);
  open_to_others();
  EXPECT_EQ(errno_as(kSomebody, kTheirGroup, in_source("x.cbin")), EACCES);
  // The existence of the file is hidden too.
  EXPECT_EQ(errno_as(kSomebody, kTheirGroup, shown("x.bin")), ENOENT);
  EXPECT_EQ(errno_as(kSomebody, kTheirGroup, shown("y.bin")), 0);
  EXPECT_TRUE(shows("x.bin", secret.raw)) << "to root";
  list();  // The listing must give the same result.
  EXPECT_EQ(errno_as(kSomebody, kTheirGroup, shown("x.bin")), ENOENT);
}

// Bug: the link and the file were one inode, so a look-up of the file gave the
// link the file's mode.
TEST_F(PermissionsTest, LookingAtAFileOpensNoLinkThatLeadsToIt) {
  constexpr uid_t kOwner = 1000;
  const SyntheticRecording secret = write_pair("closed/x.cbin");
  std::filesystem::create_directory(in_source("open"));
  for (const char* const suffix : {".cbin", ".ch"}) {
    const std::string member = in_source(std::string("closed/x") + suffix);
    ASSERT_EQ(::chown(member.c_str(), kOwner, kOwner), 0);
    ASSERT_EQ(::chmod(member.c_str(), 0644), 0);
    std::filesystem::create_symlink(member,
                                    in_source(std::string("open/x") + suffix));
  }
  ASSERT_EQ(::chown(in_source("closed").c_str(), kOwner, kOwner), 0);
  ASSERT_EQ(::chmod(in_source("closed").c_str(), 0700), 0);
  open_to_others();
  for (int i = 0; i < 2; ++i) {
    EXPECT_NE(errno_as(kSomebody, kTheirGroup, shown("open/x.bin")), 0);
    EXPECT_EQ(errno_as(kOwner, kOwner, shown("open/x.bin")), 0);
    EXPECT_EQ(errno_as(kOwner, kOwner, shown("closed/x.bin")), 0);
  }
}

// Bug: only the directories above the file counted, but not the directories of
// the links on the path to it.
TEST_F(PermissionsTest, LinksThroughClosedDirectoriesLeadNowhere) {
  write_pair("open/x.cbin");
  std::filesystem::create_directory(in_source("closed"));
  for (const char* const suffix : {".cbin", ".ch"}) {
    std::filesystem::create_symlink(
        std::string("../open/x") + suffix,
        in_source(std::string("closed/x") + suffix));
    std::filesystem::create_symlink(std::string("closed/x") + suffix,
                                    in_source(std::string("link") + suffix));
    std::filesystem::create_symlink(std::string("closed/../open/x") + suffix,
                                    in_source(std::string("dots") + suffix));
  }
  ASSERT_EQ(::chmod(in_source("closed").c_str(), 0700), 0);
  ASSERT_EQ(::chmod(in_source("open").c_str(), 0755), 0);
  open_to_others();
  EXPECT_EQ(errno_as(kSomebody, kTheirGroup, shown("open/x.bin")), 0);
  for (const char* const name : {"link", "dots"}) {
    const std::string stem = name;
    EXPECT_EQ(errno_as(kSomebody, kTheirGroup, in_source(stem + ".cbin")),
              EACCES);
    EXPECT_EQ(errno_as(kSomebody, kTheirGroup, shown(stem + ".bin")), ENOENT);
    EXPECT_EQ(read_errno(stem + ".bin"), 0) << "root";
  }
}

// A daemon of root without root's privilege to read all files.
TEST_F(PermissionsTest, RecordingWhoseHeaderMayNotBeReadIsListedAndNotOpened) {
  const SyntheticRecording good = write_pair("good.cbin");
  const SyntheticRecording closed = write_pair("closed.cbin");
  ASSERT_EQ(::chown(closed.ch_path.c_str(), kSomebody, kTheirGroup), 0);
  ASSERT_EQ(::chmod(closed.ch_path.c_str(), 0600), 0);
  mount_with("timeout=0");
  options_.wrapper = {"setpriv", "--bounding-set",
                      "-dac_override,-dac_read_search"};
  EXPECT_EQ(list(), (std::set<std::string>{"good.bin", "closed.bin"}));
  EXPECT_EQ(read_errno("closed.bin"), EACCES);
  EXPECT_TRUE(shows("good.bin", good.raw));
  EXPECT_THAT(mounted().log(),
              ::testing::HasSubstr("closed.ch: cannot be read now"));
  ASSERT_EQ(::chmod(closed.ch_path.c_str(), 0644), 0);
  EXPECT_TRUE(shows("closed.bin", closed.raw));
}

class PermissionsAclTest : public PermissionsTest {
 protected:
  // The owning group may not read, but one other user may: the mode shows 0640.
  void set_acl(const std::string& path, uid_t reader = 1) {
    ASSERT_EQ(::chown(path.c_str(), 0, kTheirGroup), 0);
    const Bytes acl = acl_bytes({{ACL_USER_OBJ, 6},
                                 {ACL_USER, 4, reader},
                                 {ACL_GROUP_OBJ, 0},
                                 {ACL_MASK, 4},
                                 {ACL_OTHER, 0}});
    if (::setxattr(path.c_str(), XATTR_NAME_POSIX_ACL_ACCESS, acl.data(),
                   acl.size(), 0) != 0) {
      GTEST_SKIP() << "this file system has no ACLs";
    }
    ASSERT_EQ(status_of(path).st_mode & 0777U, 0640U);
  }
};

TEST_F(PermissionsAclTest, GrantsNobodyMoreThanTheSourceDoes) {
  const SyntheticRecording pair = write_pair("x.cbin");
  const SyntheticRecording header_only = write_pair("y.cbin");
  write("z");
  set_acl(pair.cbin_path);
  set_acl(header_only.ch_path);
  ASSERT_EQ(::chown(header_only.cbin_path.c_str(), 0, kTheirGroup), 0);
  set_acl(in_source("z"));
  if (IsSkipped() || HasFatalFailure()) {
    return;
  }
  open_to_others();
  for (const char* const name : {"z", "x.bin", "y.bin"}) {
    EXPECT_EQ(status_of(shown(name)).st_mode & 077U, 0U) << name;
    EXPECT_EQ(errno_as(kSomebody, kTheirGroup, shown(name)), EACCES) << name;
  }
  EXPECT_EQ(errno_as(kSomebody, kTheirGroup, in_source("z")), EACCES);
  list();  // The listing must give the same result.
  EXPECT_EQ(errno_as(kSomebody, kTheirGroup, shown("z")), EACCES);
}

TEST_F(PermissionsTest, StatusIsForWhoeverMounted) {
  write("x");
  open_to_others();
  EXPECT_EQ(errno_as(kSomebody, kTheirGroup, shown("x")), 0);
  EXPECT_EQ(errno_as(kSomebody, kTheirGroup, shown(".mtscompfs/problems")),
            EACCES);
}

class PermissionsReadOnlyTest : public MountedViewTest {};

TEST_F(PermissionsReadOnlyTest, EveryWayOfWritingIsRefused) {
  write_pair("x.cbin");
  write("y");
  std::filesystem::create_directory(in_source("a"));
  const std::array<timespec, 2> times = {};
  for (const char* const name : {"x.bin", "y"}) {
    const std::string path = shown(name);
    const std::vector<std::function<int()>> attempts = {
        [&] { return ::open(path.c_str(), O_RDWR); },
        [&] { return ::open(path.c_str(), O_WRONLY); },
        [&] { return ::open(path.c_str(), O_RDONLY | O_TRUNC); },
        [&] { return ::truncate(path.c_str(), 0); },
        [&] { return ::unlink(path.c_str()); },
        [&] { return ::chmod(path.c_str(), 0600); },
        [&] { return ::chown(path.c_str(), 0, 0); },
        [&] { return ::rename(path.c_str(), shown("b").c_str()); },
        [&] { return ::link(path.c_str(), shown("b").c_str()); },
        [&] { return ::symlink("x", shown("b").c_str()); },
        [&] { return ::mkdir(shown("b").c_str(), 0700); },
        [&] { return ::rmdir(shown("a").c_str()); },
        [&] { return ::mkfifo(shown("b").c_str(), 0700); },
        [&] { return ::utimensat(AT_FDCWD, path.c_str(), times.data(), 0); },
        [&] { return ::setxattr(path.c_str(), "user.x", "y", 1, 0); },
        [&] { return ::removexattr(path.c_str(), "user.x"); },
        [&] { return ::open(shown("b").c_str(), O_RDWR | O_CREAT, 0600); },
        [&] { return ::open(shown("").c_str(), O_RDWR | O_TMPFILE, 0600); },
    };
    for (std::size_t i = 0; i < attempts.size(); ++i) {
      errno = 0;
      EXPECT_EQ(attempts[i](), -1) << name << ", attempt " << i;
      EXPECT_EQ(errno, EROFS) << name << ", attempt " << i;
    }
  }
}

TEST_F(PermissionsReadOnlyTest, WritableMapOfAFileThatIsReadIsRefused) {
  write_pair("x.cbin");
  EXPECT_EQ(::access(shown("x.bin").c_str(), W_OK), -1);
  EXPECT_EQ(errno, EROFS);
  EXPECT_EQ(::access(shown("x.bin").c_str(), R_OK), 0);
}

}  // namespace
}  // namespace mtscomp
