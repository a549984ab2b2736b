// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The privileges of the daemon after it has mounted or received a mount.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>

#include "base/files/file_io.h"
#include "integration/support/daemon_process.h"
#include "integration/support/open_fuse_device.h"
#include "support/sanitized.h"

namespace mtscomp {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kSomebody = "65534";

TEST_F(PrivilegeTest, RootKeepsNothingButReadingWhatOnlyOwnersMay) {
  for (const char* const set : {"CapPrm", "CapEff"}) {
    EXPECT_EQ(status(set), "0000000000000004") << set;  // CAP_DAC_READ_SEARCH
  }
  EXPECT_EQ(status("CapInh"), "0000000000000000");
  EXPECT_EQ(status("CapAmb"), "0000000000000000");
  EXPECT_EQ(status("NoNewPrivs"), "1");
  EXPECT_TRUE(shows("x.bin", pair_.raw));
}

TEST_F(PrivilegeTest, EveryThreadHasGivenItUp) {
  shown("x.bin");
  const std::string tasks = fmt::format("/proc/{}/task", mounted().process());
  std::size_t n_threads = 0;
  for (const auto& task : std::filesystem::directory_iterator(tasks)) {
    const std::string text = read_all(task.path() / "status");
    if (text.empty()) {
      continue;  // The thread has ended meanwhile.
    }
    EXPECT_THAT(text, HasSubstr("CapPrm:\t0000000000000004\n"));
    ++n_threads;
  }
  EXPECT_GT(n_threads, 2U);
}

// The tests of give_up_writing() show its effect.
TEST_F(PrivilegeTest, RootGivesUpWriting) {
  if (is_covered()) {
    GTEST_SKIP() << "the daemon may write its counts";
  }
  const TempDir directory;
  const std::string calls = directory.file("calls");
  options_.wrapper = {
      "strace",   "--daemonize", "--follow-forks",
      "--output", calls,         "--trace=landlock_restrict_self"};
  EXPECT_TRUE(shows("x.bin", pair_.raw));
  EXPECT_THAT(read_all(calls), ContainsRegex("landlock_restrict_self.* = 0\n"));
}

TEST_F(PrivilegeTest, RootStillReadsWhatOnlyOwnersMay) {
  ASSERT_EQ(::chown(pair_.cbin_path.c_str(), 65534, 65534), 0);
  ASSERT_EQ(::chmod(pair_.cbin_path.c_str(), 0400), 0);
  ASSERT_EQ(::chown(source_.path().c_str(), 65534, 65534), 0);
  ASSERT_EQ(::chmod(source_.path().c_str(), 0700), 0);
  EXPECT_TRUE(shows("x.bin", pair_.raw));
}

TEST_F(PrivilegeTest, OneProcessKeepsTheRightToUnmountAndHoldsNothingElse) {
  const std::vector<pid_t> children = children_of(mounted().process());
  ASSERT_EQ(children.size(), 1U);
  EXPECT_TRUE(holds_soon([&] {
    // CAP_SYS_ADMIN and CAP_DAC_READ_SEARCH.
    return process_status(children[0], "CapPrm") == "0000000000200004" &&
           descriptors_of(children[0]).size() == 5;
  })) << process_status(children[0], "CapPrm");
  EXPECT_EQ(process_status(children[0], "NoNewPrivs"), "1");
}

TEST_F(PrivilegeTest, ThatProcessEndsWithADaemonThatIsKilled) {
  const std::vector<pid_t> children = children_of(mounted().process());
  ASSERT_EQ(children.size(), 1U);
  mounted().stop(SIGKILL);
  EXPECT_TRUE(holds_soon([&] {
    return !std::filesystem::exists(fmt::format("/proc/{}/fd", children[0]));
  }));
  const std::string mount_point = mounted().mount_point();
  EXPECT_EQ(run_mtscompfs({"--unmount", mount_point}).exit_code, 0);
}

TEST_F(PrivilegeTest, OtherUsersKeepNothing) {
  const OpenFuseDevice device;
  ::chmod(source_.path().c_str(), 0755);
  const TempDir theirs;
  ASSERT_EQ(::chown(theirs.path().c_str(), 65534, 65534), 0);
  ASSERT_EQ(::chmod(theirs.path().c_str(), 0755), 0);
  options_.mount_point = theirs.path();
  options_.wrapper = {"setpriv", "--reuid", kSomebody,
                      "--regid", kSomebody, "--clear-groups"};
  EXPECT_EQ(status("CapPrm"), "0000000000000000");
  EXPECT_EQ(status("CapEff"), "0000000000000000");
  EXPECT_TRUE(children_of(mounted().process()).empty());
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  EXPECT_FALSE(is_mount_point(theirs.path()));
}

// mount.fuse3 mounts, passes the channel to a daemon without any capability,
// and leaves unmounting to other programs.
class PrivilegeGivenMountTest : public PrivilegeTest {
 protected:
  ProgramResult mount_by_helper(const std::string& options) {
    const std::filesystem::path program = MTSCOMPFS_PROGRAM;
    return run_program(
        {"env", "PATH=" + program.parent_path().string() + ":/usr/bin:/bin",
         "/sbin/mount.fuse3", "mtscompfs#" + source_.path(), mount_point_, "-o",
         "drop_privileges,log_file=" + log_ + "," + options});
  }
  void TearDown() override {
    run_program({"umount", "-l", mount_point_});
    ProcessTest::TearDown();
  }

  TempDir directory_;
  std::string log_ = directory_.file("log");
  std::string mount_point_ = [this] {
    std::filesystem::create_directory(directory_.file("mnt"));
    return directory_.file("mnt");
  }();
};

TEST_F(PrivilegeGivenMountTest, IsServedWithoutAnyCapability) {
  const ProgramResult result =
      mount_by_helper("ro,allow_other,default_permissions");
  ASSERT_EQ(result.exit_code, 0) << result.output;
  EXPECT_TRUE(same_bytes(pair_.raw, read_file(mount_point_ + "/x.bin")));
  EXPECT_THAT(read_all(log_), HasSubstr(" is shown at " + mount_point_));
  const ProgramResult found =
      run_program({"pgrep", "--full", "mtscompfs .*log_file=" + log_});
  ASSERT_EQ(found.exit_code, 0);
  const pid_t daemon = std::stoi(found.output);
  for (const char* const set : {"CapPrm", "CapEff", "CapBnd"}) {
    EXPECT_EQ(process_status(daemon, set), "0000000000000000") << set;
  }
  EXPECT_EQ(run_program({"umount", mount_point_}).exit_code, 0);
  EXPECT_TRUE(holds_soon(
      [&] { return read_all(log_).find("ended: ") != std::string::npos; }));
}

TEST_F(PrivilegeGivenMountTest, EndsAtOnceWhenItIsAskedTo) {
  ASSERT_EQ(mount_by_helper("ro").exit_code, 0);
  const FileDescriptor open = open_for_reading(mount_point_ + "/x.bin");
  EXPECT_EQ(run_program({"pkill", "--full", "mtscompfs .*log_file=" + log_})
                .exit_code,
            0);
  EXPECT_TRUE(holds_soon(
      [&] { return read_all(log_).find("ended: ") != std::string::npos; }));
}

TEST_F(PrivilegeGivenMountTest, HidesItselfWhereItLiesInsideTheSource) {
  mount_point_ = in_source("mnt");
  std::filesystem::create_directory(mount_point_);
  ASSERT_EQ(mount_by_helper("ro").exit_code, 0);
  EXPECT_TRUE(std::filesystem::exists(mount_point_ + "/x.bin"));
  EXPECT_FALSE(std::filesystem::exists(mount_point_ + "/mnt"));
}

TEST_F(PrivilegeGivenMountTest, ThatCanBeWrittenToIsRefused) {
  const ProgramResult result = mount_by_helper("rw");
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.output, HasSubstr("not read-only; mount with -o ro"));
}

TEST_F(PrivilegeGivenMountTest, OverItsOwnSourceIsRefused) {
  mount_point_ = source_.path();
  const ProgramResult result = mount_by_helper("ro");
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.output, HasSubstr("hides this source"));
}

}  // namespace
}  // namespace mtscomp
