// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/mounts/mount_identity.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <system_error>

#include "base/mounts/mount_table.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

FileDescriptor open_path(const std::string& path) {
  return FileDescriptor(::open(path.c_str(), O_PATH | O_CLOEXEC));
}

TEST(MountIdentityTest, KnowsWhatAnOpenFileLiesIn) {
  const FileDescriptor proc = open_path("/proc");
  const MountTable table = read_mount_table();
  const MountEntry* const entry = find_mount(table, mount_id_of(proc));
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->type, "proc");
  EXPECT_EQ(entry, find_mount_at(table, "/proc"));
  EXPECT_EQ(mount_identity_of(proc).id, entry->id);
}

TEST(MountIdentityTest, WhatIsNotOpenLiesInNothing) {
  EXPECT_THROW(mount_id_of(FileDescriptor()), std::system_error);
  EXPECT_THROW(mount_identity_of(FileDescriptor()), std::system_error);
}

// Bug: the id was read from /proc, which some kernels hide from processes that
// are not dumpable.
TEST(MountIdentityTest, IsKnownWithoutProc) {
  const TempDir directory;
  const FileDescriptor here = open_path(directory.path());
  const int expected = mount_id_of(here);
  const pid_t child = ::fork();
  if (child == 0) {
    constexpr int kSkipped = 77;
    if (::chroot(directory.path().c_str()) != 0) {
      ::_exit(kSkipped);
    }
    try {
      ::_exit(mount_id_of(here) == expected ? 0 : 1);
    } catch (const std::system_error&) {
      ::_exit(2);
    }
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) {
    GTEST_SKIP() << "no right to chroot()";
  }
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

// Bug: the kernel reuses the id of a removed mount for the next one.
TEST(MountIdentityTest, OfAMountIsNotThatOfTheNextOneInItsPlace) {
  const TempDir directory;
  const char* const path = directory.path().c_str();
  if (::mount("none", path, "tmpfs", 0, "size=1m") != 0) {
    GTEST_SKIP() << "no right to mount";
  }
  const MountIdentity first = mount_identity_of(open_path(path));
  EXPECT_EQ(first, mount_identity_of(open_path(path)));
  ASSERT_EQ(::umount2(path, MNT_DETACH), 0);
  ASSERT_EQ(::mount("none", path, "tmpfs", 0, "size=1m"), 0);
  const MountIdentity second = mount_identity_of(open_path(path));
  ::umount2(path, MNT_DETACH);
  if (!first.unique_id) {
    GTEST_SKIP() << "Linux before 6.8 has nothing else to tell them by";
  }
  EXPECT_NE(first, second);
}

}  // namespace
}  // namespace mtscomp
