// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The resources of the daemon's process, and its end.
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <span>
#include <sstream>
#include <thread>

#include "base/files/file_io.h"
#include "integration/support/daemon_process.h"
#include "support/sanitized.h"

namespace mtscomp {
namespace {

using ::testing::AnyOf;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(ProcessTest, WhatItsParentLeftOpenIsClosed) {
  options_.wrapper = {"sh", "-c", "exec 7</etc/passwd 9</dev/null; exec \"$@\"",
                      "sh"};
  for (const std::string& number : descriptors_of(mounted().process())) {
    const std::string target = std::filesystem::read_symlink(
        fmt::format("/proc/{}/fd/{}", mounted().process(), number));
    EXPECT_NE(target, "/etc/passwd") << number;
  }
}

TEST_F(ProcessTest, NoDescriptorIsLeftToProgramsThatItRuns) {
  const FileDescriptor open = open_for_reading(shown("x.bin"));
  for (const std::string& number : descriptors_of(mounted().process())) {
    if (std::stoi(number) <= STDERR_FILENO) {
      continue;
    }
    std::istringstream info(read_all(
        fmt::format("/proc/{}/fdinfo/{}", mounted().process(), number)));
    std::string key;
    std::string flags;
    while (info >> key >> flags && key != "flags:") {
    }
    if (key != "flags:") {
      continue;  // The descriptor was closed meanwhile.
    }
    constexpr int kOctal = 8;
    EXPECT_NE(std::stol(flags, nullptr, kOctal) & O_CLOEXEC, 0) << number;
  }
}

TEST_F(ProcessTest, OpenFilesAreReadToTheirEndAfterASignal) {
  FileDescriptor open = open_for_reading(shown("x.bin"));
  const std::string mount_point = mounted().mount_point();
  ASSERT_EQ(::kill(mounted().process(), SIGTERM), 0);
  ASSERT_TRUE(holds_soon([&] { return !is_mount_point(mount_point); }));
  Bytes bytes(pair_.raw.size());
  EXPECT_EQ(::pread(open.get(), bytes.data(), bytes.size(), 0),
            static_cast<ssize_t>(bytes.size()));
  EXPECT_TRUE(same_bytes(pair_.raw, bytes));
  open.reset();
  EXPECT_EQ(mounted().wait(), 0);
  EXPECT_THAT(mounted().log(),
              Not(HasSubstr("while files of the mount are open")));
}

TEST_F(ProcessTest, OpenFilesKeepItNoLongerThanTheyMay) {
  mount_with("drain_timeout=0.5");
  const FileDescriptor open = open_for_reading(shown("x.bin"));
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  EXPECT_FALSE(is_mount_point(mounted().mount_point()));
  EXPECT_THAT(mounted().log(),
              HasSubstr("mtscompfs ends while files of the mount are open"));
  char byte = 0;
  EXPECT_LT(::pread(open.get(), &byte, 1, 0), 0);
}

TEST_F(ProcessTest, SecondSignalEndsItAtOnce) {
  mount_with("drain_timeout=1000");
  const FileDescriptor open = open_for_reading(shown("x.bin"));
  const std::string mount_point = mounted().mount_point();
  ASSERT_EQ(::kill(mounted().process(), SIGINT), 0);
  ASSERT_TRUE(holds_soon([&] { return !is_mount_point(mount_point); }));
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
}

TEST_F(ProcessTest, NextDaemonsMountOutlivesOneThatIsDraining) {
  options_.arguments = {"-o", "drain_timeout=1000"};
  const FileDescriptor open = open_for_reading(shown("x.bin"));
  const std::string mount_point = mounted().mount_point();
  ASSERT_EQ(::kill(mounted().process(), SIGTERM), 0);
  ASSERT_TRUE(holds_soon([&] { return !is_mount_point(mount_point); }));
  MountedTree next(source_.path(),
                   {.arguments = {}, .mount_point = mount_point});
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  EXPECT_TRUE(same_bytes(pair_.raw, read_file(mount_point + "/x.bin")));
  EXPECT_EQ(next.stop(SIGTERM), 0);
}

TEST_F(ProcessTest, SecondDaemonOnAMountPointIsRefused) {
  const ProgramResult second =
      run_mtscompfs({source_.path(), mounted().mount_point()});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.output, HasSubstr("another mtscompfs already serves"));
  EXPECT_TRUE(shows("x.bin", pair_.raw));
}

// Bug: every user who could open the mount point could prevent mounting there.
TEST_F(ProcessTest, LockOnTheMountPointDoesNotKeepItFromMounting) {
  const TempDir directory;
  const FileDescriptor locked(
      ::open(directory.path().c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_EQ(::flock(locked.get(), LOCK_EX), 0);
  options_.mount_point = directory.path();
  EXPECT_TRUE(shows("x.bin", pair_.raw));
}

// Bug: a start that failed after mounting left a mount that did not answer.
TEST_F(ProcessTest, StartThatFailsForWantOfDescriptorsLeavesNoMount) {
  if (is_sanitized()) {
    GTEST_SKIP() << "the sanitizer needs descriptors of its own";
  }
  constexpr int kEnough = 32;
  const TempDir directory;
  int n_failed = 0;
  for (int limit = 4; limit < kEnough; ++limit) {
    const ProgramResult start =
        run_program({"prlimit", fmt::format("--nofile={0}:{0}", limit),
                     MTSCOMPFS_PROGRAM, source_.path(), directory.path()});
    n_failed += start.exit_code == 0 ? 0 : 1;
    EXPECT_EQ(is_mount_point(directory.path()), start.exit_code == 0)
        << limit << " descriptors: " << start.output;
    if (start.exit_code == 0) {
      EXPECT_EQ(run_mtscompfs({"--unmount", directory.path()}).exit_code, 0);
    }
  }
  EXPECT_GT(n_failed, 0);
  EXPECT_LT(n_failed, kEnough - 4);
}

TEST_F(ProcessTest, OfDaemonsStartedTogetherOneMounts) {
  constexpr int kDaemons = 6;
  const TempDir directory;
  const std::string& mount_point = directory.path();
  std::vector<ProgramResult> results(kDaemons);
  {
    std::vector<std::jthread> threads;
    for (ProgramResult& result : results) {
      threads.emplace_back([&, this] {
        result = run_mtscompfs({source_.path(), mount_point});
      });
    }
  }
  const auto n_mounted =
      std::count_if(results.begin(), results.end(),
                    [](const ProgramResult& r) { return r.exit_code == 0; });
  EXPECT_EQ(n_mounted, 1);
  for (const ProgramResult& result : results) {
    EXPECT_THAT(result.output, AnyOf(Eq(""), HasSubstr("another mtscompfs")));
  }
  EXPECT_EQ(run_mtscompfs({"--unmount", mount_point}).exit_code, 0);
  EXPECT_FALSE(is_mount_point(mount_point));
}

// The machine configures where core dumps are written; the test runs only with
// the default.
class ProcessCoreDumpTest : public ProcessTest {
 protected:
  void SetUp() override {
    ProcessTest::SetUp();
    if (read_all("/proc/sys/kernel/core_pattern") != "core\n" ||
        is_sanitized() || is_covered()) {
      GTEST_SKIP() << "core dumps are not written where the program runs";
    }
    SyntheticOptions large;
    large.n_channels = 385;
    large.chunk_lengths = {2000};
    large_ = write_synthetic_recording(source_.path(), "large", large);
    options_.wrapper = {"sh", "-c",
                        "ulimit -c unlimited; cd \"$0\" && exec \"$@\"",
                        directory_.path()};
  }

  // Reads, then makes the kernel dump the process; returns the core dump.
  Bytes dump() {
    EXPECT_TRUE(shows("large.bin", large_.raw));
    mounted().stop(SIGABRT);  // SIGQUIT may be ignored from the start.
    run_mtscompfs({"--unmount", mounted().mount_point()});
    for (const auto& entry :
         std::filesystem::directory_iterator(directory_.path())) {
      return read_file(entry.path());
    }
    return {};
  }

  TempDir directory_;
  SyntheticRecording large_;
};

TEST_F(ProcessCoreDumpTest, IsNotWritten) { EXPECT_TRUE(dump().empty()); }

TEST_F(ProcessCoreDumpTest, ThatIsAllowedHasNoLargeChunks) {
  mount_with("core_dumps");
  const Bytes core = dump();
  ASSERT_FALSE(core.empty());
  constexpr std::size_t kPart = 64;
  const std::span<const std::byte> raw(large_.raw);
  for (const std::size_t at :
       {std::size_t{0}, raw.size() / 2, raw.size() - kPart}) {
    const std::span<const std::byte> part = raw.subspan(at, kPart);
    EXPECT_EQ(std::search(core.begin(), core.end(), part.begin(), part.end()),
              core.end())
        << at;
  }
}

}  // namespace
}  // namespace mtscomp
