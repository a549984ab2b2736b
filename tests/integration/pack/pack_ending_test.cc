// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Packing and unpacking that are interrupted: kill -9, Ctrl-C, hang-ups, full
// disks and failing reads.
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "integration/pack/pack_programs.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PackEndingTest : public PackPrograms {
 protected:
  // From then on the packer handles signals, and it has not written all chunks.
  void wait_for_partial_file() const {
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (files().size() < 2 && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
};

TEST_F(PackEndingTest, KilledAtAnyMomentNothingLooksFinishedThatIsNot) {
  constexpr int kKills = 20;
  write_raw(100000);
  const std::vector<std::string> command = with_home(
      {MTSCOMP_PACK_PROGRAM, raw_path_, "-n", std::to_string(kChannels), "-s",
       "1000", "-d", "int16", "-q", "--overwrite"});
  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(run_program(command).exit_code, 0);
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start);
  std::mt19937_64 random(test_seed());
  int n_finished = 0;
  for (int i = 0; i < kKills; ++i) {
    const pid_t child = start_program(command);
    std::this_thread::sleep_for(std::chrono::microseconds(
        random() % static_cast<std::uint64_t>(whole.count() + 1)));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    if (std::filesystem::exists(ch_path_)) {
      ++n_finished;
      ASSERT_EQ(unpack({"-f", "-o", back_path_}).output, "");
      ASSERT_TRUE(same_bytes(raw_, read_file(back_path_)));
    }
  }
  std::printf("a .ch stood after %d of %d kills\n", n_finished, kKills);
  // After any kill, the next run completes the pair, even if an older pair was
  // set aside as a backup.
  ASSERT_EQ(run_program(command).output, "");
  ASSERT_EQ(unpack({"-f", "-o", back_path_}).exit_code, 0);
  EXPECT_TRUE(same_bytes(raw_, read_file(back_path_)));
  EXPECT_THAT(files(), ElementsAre("back.bin", "x.bin", "x.cbin", "x.ch"));
}

// The header is read before the pair is replaced, the data afterwards.
TEST_F(PackEndingTest, PairThatIsReplacedWhileItIsChoppedIsNotChopped) {
  write_raw(5000);
  ASSERT_EQ(pack().exit_code, 0);
  const pid_t chop = start_program(
      {"strace", "--quiet=all", "--output=/dev/null",
       "--trace-path=" + cbin_path_, "--inject=openat:delay_enter=1s",
       MTSCOMP_CHOP_PROGRAM, cbin_path_, "-n", "2", "-o",
       directory_.file("chopped.cbin")});
  std::this_thread::sleep_for(std::chrono::milliseconds(400));
  ASSERT_EQ(pack({"--overwrite", "--level", "dense"}).exit_code, 0);
  int status = 0;
  ::waitpid(chop, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 1);
  EXPECT_THAT(files(), ElementsAre("x.bin", "x.cbin", "x.ch"));
}

// Bug: other signals than SIGINT, SIGTERM and SIGHUP left files.
TEST_F(PackEndingTest, SignalsStopItAndLeaveNothing) {
  write_raw(200000);
  for (const int signal :
       {SIGINT, SIGTERM, SIGHUP, SIGXCPU, SIGUSR1, SIGUSR2, SIGALRM, SIGPIPE}) {
    const pid_t child = start_program(with_home(
        {MTSCOMP_PACK_PROGRAM, raw_path_, "-n", std::to_string(kChannels), "-s",
         "1000", "-d", "int16", "-q", "--level", "dense"}));
    wait_for_partial_file();
    ::kill(child, signal);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 128 + signal);
    EXPECT_THAT(files(), ElementsAre("x.bin"));
  }
}

// Bug: an interrupted chop left its partial file.
TEST_F(PackEndingTest, CtrlCStopsChoppingAndLeavesNothing) {
  write_raw(100000);
  ASSERT_EQ(pack().exit_code, 0);
  const pid_t child = start_program(
      {"strace", "--quiet=all", "--output=/dev/null", "-e", "trace=write",
       "--inject=write:delay_exit=1s:when=1", MTSCOMP_CHOP_PROGRAM, cbin_path_,
       "-n", "90", "-o", directory_.file("chopped.cbin")});
  std::this_thread::sleep_for(std::chrono::milliseconds(400));
  pid_t chop = 0;
  std::ifstream(fmt::format("/proc/{0}/task/{0}/children", child)) >> chop;
  ASSERT_GT(chop, 0);
  ::kill(chop, SIGINT);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 128 + SIGINT);
  EXPECT_THAT(files(), ElementsAre("x.bin", "x.cbin", "x.ch"));
}

// A pipe without a reader: only the default action of a signal ends the write.
TEST_F(PackEndingTest, SignalEndsUnpackingIntoAPipeThatNobodyReads) {
  write_raw(100000);
  ASSERT_EQ(pack().exit_code, 0);
  const std::string pipe = directory_.file("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const FileDescriptor reader(::open(pipe.c_str(), O_RDWR | O_CLOEXEC));
  const pid_t child =
      start_program(with_home({"sh", "-c", R"(exec "$0" "$1" -o - > "$2")",
                               MTSCOMP_UNPACK_PROGRAM, cbin_path_, pipe}));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  ::kill(child, SIGTERM);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
}

// A FIFO as input does not block: it is not a recording.
TEST_F(PackEndingTest, FifoIsRefused) {
  ASSERT_EQ(::mkfifo(raw_path_.c_str(), 0600), 0);
  const ProgramResult result = pack();
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("x.bin: not a regular file"));
}

// Bug: the message advised --overwrite, which is refused too.
TEST_F(PackEndingTest, UnpackingOverAPipeNamesStandardOutput) {
  write_raw(100);
  ASSERT_EQ(pack().exit_code, 0);
  const std::string pipe = directory_.file("pipe.bin");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const ProgramResult result = unpack({"-o", pipe});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("use mtscomp-unpack -o -"));
}

// nohup makes the program ignore SIGHUP.
TEST_F(PackEndingTest, SignalsThatWereIgnoredStayIgnored) {
  write_raw(200000);
  const pid_t child =
      start_program(with_home({"nohup", MTSCOMP_PACK_PROGRAM, raw_path_, "-n",
                               std::to_string(kChannels), "-s", "1000", "-d",
                               "int16", "-q", "--level", "dense"}));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  ::kill(child, SIGHUP);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_THAT(files(), ElementsAre("x.bin", "x.cbin", "x.ch"));
}

TEST_F(PackEndingTest, FullDiskIsAnErrorAndLeavesNothing) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "mounting a small file system takes root";
  }
  write_raw(100000);
  const std::string disk = directory_.file("disk");
  std::filesystem::create_directory(disk);
  const std::string script =
      "mount -t tmpfs -o size=1M none \"$1\" && shift && \"$@\"; code=$?; "
      "ls " +
      disk + "; exit $code";
  const ProgramResult result = run_program(with_home(
      {"unshare", "--mount", "sh", "-c", script, "sh", disk,
       MTSCOMP_PACK_PROGRAM, raw_path_, disk + "/x.cbin", "-n",
       std::to_string(kChannels), "-s", "1000", "-d", "int16", "-q"}));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("No space left on device"));
  // The last line, about the full disk, has no file name.
  EXPECT_TRUE(result.output.ends_with("No space left on device\n"))
      << result.output;
}

// A file of a FUSE mount with a damaged chunk: reading it fails with EIO.
TEST_F(PackEndingTest, ReadErrorIsAnErrorAndLeavesNothing) {
  if (::access("/dev/fuse", R_OK | W_OK) != 0) {
    GTEST_SKIP() << "/dev/fuse cannot be used";
  }
  write_raw(20000);
  ASSERT_EQ(pack().exit_code, 0);
  Bytes cbin = read_file(cbin_path_);
  cbin[cbin.size() / 2] ^= std::byte{0xff};
  write_file(cbin_path_, cbin);
  std::filesystem::remove(raw_path_);
  const MountedTree mounted(directory_.path());
  const TempDir output;
  const ProgramResult result = run_program(with_home(
      {MTSCOMP_PACK_PROGRAM, mounted.file("x.bin"), output.file("y.cbin"), "-n",
       std::to_string(kChannels), "-s", "1000", "-d", "int16", "-q"}));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("Input/output error"));
  EXPECT_TRUE(std::filesystem::is_empty(output.path()));
}

}  // namespace
}  // namespace mtscomp
