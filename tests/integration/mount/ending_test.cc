// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Start and end of the daemon when other processes unmount or mount again, or
// start it in an unusual way.
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <csignal>
#include <sstream>
#include <string>
#include <vector>

#include "base/files/file_io.h"
#include "integration/support/daemon_process.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class EndingTest : public ProcessTest {
 protected:
  // The second mount is made as soon as the command has unmounted the first
  // one, and must outlive the daemon of the first one.
  void expect_next_mount_stays(const std::vector<std::string>& command) {
    const TempDir directory;
    std::vector<std::string> unmount = command;
    unmount.push_back(directory.path());
    MountedTree first(source_.path(),
                      {.arguments = {}, .mount_point = directory.path()});
    // Unmounting may fail at first, while the new daemon checks its own mount.
    bool is_unmounted = false;
    ASSERT_TRUE(holds_soon([&] {
      is_unmounted = is_unmounted || run_program(unmount).exit_code == 0;
      return is_unmounted;
    }));
    MountedTree next(source_.path(),
                     {.arguments = {}, .mount_point = directory.path()});
    EXPECT_EQ(first.wait(), 0);
    EXPECT_TRUE(is_mount_point(directory.path()));
    EXPECT_TRUE(same_bytes(pair_.raw, read_file(next.file("x.bin"))));
    EXPECT_EQ(next.stop(SIGTERM), 0);
    EXPECT_FALSE(is_mount_point(directory.path()));
  }
};

// Bug: the kernel reuses the number of a removed mount for the next one, so the
// first daemon unmounted the next mount when it ended.
TEST_F(EndingTest, TakesNoMountAwayThatCameAfterUmount) {
  for (int i = 0; i < 3; ++i) {
    expect_next_mount_stays({"fusermount3", "-u"});
  }
}

TEST_F(EndingTest, TakesNoMountAwayThatCameAfterTheUnmountOption) {
  for (int i = 0; i < 3; ++i) {
    expect_next_mount_stays({MTSCOMPFS_PROGRAM, "--unmount"});
  }
}

// Bug: the message appeared whenever no time was left to wait.
TEST_F(EndingTest, SaysNothingOfOpenFilesWhereThereAreNone) {
  mount_with("drain_timeout=0");
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  EXPECT_THAT(mounted().log(), Not(HasSubstr("files are open")));
}

// Bug: the daemon inherited the block of the signal that wakes the server
// thread, so it slept on.  `timeout` would end it with another exit status.
TEST_F(EndingTest, WakesUpWhateverSignalsWereBlocked) {
  options_.wrapper = {"timeout", "-s",  "KILL",
                      "20",      "env", "--block-signal=USR1"};
  mount_with("drain_timeout=0");
  const FileDescriptor open = open_for_reading(shown("x.bin"));
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
}

// Bug: the exit status of a child that cannot be waited for was taken for 0.
TEST_F(EndingTest, FailsVisiblyWhereItsStarterIgnoresChildren) {
  const ProgramResult second =
      run_program({"env", "--ignore-signal=CHLD", MTSCOMPFS_PROGRAM,
                   source_.path(), mounted().mount_point()});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.output, HasSubstr("another mtscompfs already serves"));
}

// Bug: the source got the number of a standard stream and was replaced by
// /dev/null.
TEST_F(EndingTest, IsStartedWithoutStandardStreams) {
  const TempDir directory;
  const ProgramResult result =
      run_program({"timeout", "60", "sh", "-c", "exec \"$@\" <&- >&- 2>&-",
                   "sh", MTSCOMPFS_PROGRAM, source_.path(), directory.path()});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(same_bytes(pair_.raw, read_file(directory.file("x.bin"))));
  EXPECT_EQ(run_mtscompfs({"--unmount", directory.path()}).exit_code, 0);
}

// Otherwise a process that reads the daemon's output would wait until the
// daemon ends.
// Bug: /dev/null could not be opened any more.
TEST_F(EndingTest, LeavesTheStreamsOfItsStarter) {
  const TempDir directory;
  const ProgramResult result =
      run_program({"timeout", "60", "sh", "-c", "\"$@\" 2>&1 | cat", "sh",
                   MTSCOMPFS_PROGRAM, source_.path(), directory.path()});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(run_mtscompfs({"--unmount", directory.path()}).exit_code, 0);
}

// Bug: it failed with ENOENT.
TEST_F(EndingTest, NothingIsMountedWhereThereIsNoDirectory) {
  const ProgramResult result =
      run_mtscompfs({"--unmount", source_.file("missing")});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "");
}

// The process that unmounts for root's daemon may be killed, for example when
// memory is short.
// Bug: the daemon waited for open files, while more were opened.
class EndingLonelyTest : public PrivilegeTest {};

TEST_F(EndingLonelyTest, EndsAtOnceWhereItCannotUnmount) {
  mount_with("drain_timeout=1000");
  const FileDescriptor open = open_for_reading(shown("x.bin"));
  const std::vector<pid_t> children = children_of(mounted().process());
  ASSERT_EQ(children.size(), 1U);
  ASSERT_EQ(::kill(children[0], SIGKILL), 0);
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  EXPECT_THAT(mounted().log(),
              HasSubstr("the helper process that unmounts is gone"));
  ::umount2(mounted().mount_point().c_str(), MNT_DETACH);
}

// Bug: the daemon asked its own mount for the device number, to set the
// kernel's readahead.  Killed at that moment, it could neither answer nor end.
class EndingKilledAtStartTest : public PrivilegeTest {};

TEST_F(EndingKilledAtStartTest, DaemonAsksItsOwnMountNothing) {
  const TempDir directory;
  const std::string calls = directory.file("calls");
  options_.wrapper = {
      "strace",   "--daemonize", "--follow-forks",         "--decode-fds=path",
      "--output", calls,         "--trace=%%stat,%%statfs"};
  EXPECT_TRUE(shows("x.bin", pair_.raw));
  const std::string mount_point = mounted().mount_point();
  const dev_t device = status_of(mount_point).st_dev;
  EXPECT_NE(read_all(fmt::format("/sys/class/bdi/{}:{}/read_ahead_kb",
                                 major(device), minor(device))),
            "128\n");
  mounted().stop(SIGTERM);  // The leak check fails under strace.
  std::istringstream lines(read_all(calls));
  for (std::string line; std::getline(lines, line);) {
    if (line.find('<' + mount_point + '>') != std::string::npos) {
      EXPECT_THAT(line, HasSubstr("AT_STATX_DONT_SYNC"));
    }
  }
}

// If a user aborts the connection (/sys/fs/fuse/connections), the mount stays
// but no longer answers.
class EndingAbortedTest : public PrivilegeTest {};

TEST_F(EndingAbortedTest, MountIsTakenAway) {
  const std::string mount_point = mounted().mount_point();
  const TempDir control;
  ASSERT_EQ(::mount("none", control.path().c_str(), "fusectl", 0, nullptr), 0);
  const auto device = minor(status_of(mount_point).st_dev);
  write_file(control.file(std::to_string(device) + "/abort"), "1");
  ::umount2(control.path().c_str(), MNT_DETACH);
  EXPECT_EQ(mounted().wait(), 0);
  EXPECT_FALSE(is_mount_point(mount_point));
  EXPECT_EQ(::access(mount_point.c_str(), R_OK), 0);
}

}  // namespace
}  // namespace mtscomp
