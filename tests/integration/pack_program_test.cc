// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-pack and mtscomp-unpack as programs: their command lines, their
// promises under kill -9, Ctrl-C, full disks and failing reads, their memory.
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <random>
#include <thread>

#include "integration/mounted_tree.h"
#include "mtscomp/base/file_descriptor.h"
#include "support/bytes.h"
#include "support/sanitized.h"
#include "support/seed.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::size_t kChannels = 50;

class PackProgramTest : public ::testing::Test {
 protected:
  // A slow walk of each channel, as int16.
  void write_raw(std::size_t n_samples) {
    std::mt19937_64 random(test_seed());
    std::vector<std::int16_t> samples(n_samples * kChannels);
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const int before = i < kChannels ? 0 : samples[i - kChannels];
      samples[i] = static_cast<std::int16_t>(
          before + static_cast<int>(random() % 17) - 8);
    }
    const std::span<const std::byte> bytes = std::as_bytes(std::span(samples));
    raw_.assign(bytes.begin(), bytes.end());
    write_file(raw_path_, raw_);
  }
  ProgramResult pack(std::vector<std::string> more = {}) const {
    std::vector<std::string> command = {MTSCOMP_PACK_PROGRAM,
                                        raw_path_,
                                        "-n",
                                        std::to_string(kChannels),
                                        "-s",
                                        "1000",
                                        "-d",
                                        "int16",
                                        "-q"};
    command.insert(command.end(), more.begin(), more.end());
    return run_program(with_home(command));
  }
  ProgramResult unpack(std::vector<std::string> more = {}) const {
    std::vector<std::string> command = {MTSCOMP_UNPACK_PROGRAM, cbin_path_,
                                        "-q"};
    command.insert(command.end(), more.begin(), more.end());
    return run_program(with_home(command));
  }
  // The caller's own ~/.mtscomp must not matter.
  std::vector<std::string> with_home(std::vector<std::string> command) const {
    command.insert(command.begin(), {"env", "HOME=" + home_.path()});
    return command;
  }
  std::vector<std::string> files() const { return directory_.files(); }

  TempDir directory_;
  TempDir home_;
  std::string raw_path_ = directory_.file("x.bin");
  std::string cbin_path_ = directory_.file("x.cbin");
  std::string ch_path_ = directory_.file("x.ch");
  std::string back_path_ = directory_.file("back.bin");
  Bytes raw_;
};

TEST_F(PackProgramTest, RoundTripThroughBothPrograms) {
  write_raw(5000);
  EXPECT_EQ(pack().output, "");
  EXPECT_EQ(unpack({"-o", back_path_}).output, "");
  EXPECT_TRUE(same_bytes(raw_, read_file(back_path_)));
}

TEST_F(PackProgramTest, UnpacksToStdout) {
  write_raw(5000);
  ASSERT_EQ(pack().exit_code, 0);
  const ProgramResult result = unpack({"-o", "-"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(same_bytes(raw_, to_bytes(result.output)));
}

TEST_F(PackProgramTest, OutputIsNamedWhereTheInputsNameSaysNothing) {
  write_raw(5000);
  ASSERT_EQ(pack({directory_.file("packed"), ch_path_}).exit_code, 0);
  cbin_path_ = directory_.file("packed");
  EXPECT_NE(unpack({}).exit_code, 0);
  EXPECT_EQ(unpack({ch_path_, "-o", back_path_}).output, "");
  EXPECT_TRUE(same_bytes(raw_, read_file(back_path_)));
}

TEST_F(PackProgramTest, PacksFloatsWithConsent) {
  write_file(raw_path_, Bytes(4 * kChannels));
  std::vector<std::string> command = {MTSCOMP_PACK_PROGRAM,
                                      raw_path_,
                                      "-n",
                                      "2",
                                      "-s",
                                      "1",
                                      "-d",
                                      "float32",
                                      "-q"};
  EXPECT_EQ(run_program(with_home(command)).exit_code, 1);
  command.emplace_back("--allow-lossy-float");
  EXPECT_EQ(run_program(with_home(command)).output, "");
}

// ~/.mtscomp says that no differences are taken; --compat takes them.
TEST_F(PackProgramTest, CompatDoesNotRoundFloatsUnasked) {
  write_file(home_.file(".mtscomp"), R"({"do_time_diff": false})");
  write_file(raw_path_, Bytes(4 * kChannels));
  const std::vector<std::string> command = {
      MTSCOMP_PACK_PROGRAM, raw_path_, "-n", "2", "-s", "1", "-d", "float32",
      "--compat",           "-q"};
  EXPECT_EQ(run_program(with_home(command)).exit_code, 1);
  EXPECT_THAT(files(), ElementsAre("x.bin"));
}

TEST_F(PackProgramTest, TakesMtscompsCommandLine) {
  write_raw(5000);
  const ProgramResult packed = run_program(with_home(
      {MTSCOMP_PACK_PROGRAM, raw_path_, cbin_path_, ch_path_, "-nc", "-v",
       "-n50", "-s", "1000", "-d", "int16", "-p", "2", "-c", "2"}));
  EXPECT_EQ(packed.exit_code, 0) << packed.output;
  EXPECT_EQ(unpack({"-nc", "-f", "-p", "1", "-o", back_path_}).exit_code, 0);
  EXPECT_TRUE(same_bytes(raw_, read_file(back_path_)));
}

TEST_F(PackProgramTest, SetDefaultIsRememberedForTheNextTime) {
  write_raw(5000);
  ASSERT_EQ(pack({"--set-default"}).exit_code, 0);
  const ProgramResult again = run_program(
      with_home({MTSCOMP_PACK_PROGRAM, raw_path_, "-q", "--overwrite"}));
  EXPECT_EQ(again.exit_code, 0) << again.output;
}

// Bug: root's pair took the place of another's, who could not read it any more.
TEST_F(PackProgramTest, PairThatReplacesAnotherIsOfItsOwnerAndGroup) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "being others takes root";
  }
  write_raw(5000);
  ASSERT_EQ(pack().exit_code, 0);
  for (const std::string& path : {cbin_path_, ch_path_}) {
    ASSERT_EQ(::chown(path.c_str(), 1000, 1234), 0);
    ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  }
  ASSERT_EQ(pack({"--overwrite"}).exit_code, 0);
  for (const std::string& path : {cbin_path_, ch_path_}) {
    struct stat status = {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_uid, 1000U);
    EXPECT_EQ(status.st_gid, 1234U);
    EXPECT_EQ(status.st_mode, S_IFREG | 0640U);
  }
}

TEST_F(PackProgramTest, RefusalsGiveTheReasonAndLeaveNothing) {
  write_raw(100);
  const ProgramResult odd = pack({"--n-channels", "7"});
  EXPECT_NE(odd.exit_code, 0);
  write_file(raw_path_, "");
  const ProgramResult empty = pack();
  EXPECT_EQ(empty.exit_code, 1);
  EXPECT_THAT(empty.output, HasSubstr("expected samples, found none"));
  EXPECT_THAT(files(), ElementsAre("x.bin"));
}

TEST_F(PackProgramTest, DryRunWritesNothing) {
  write_raw(5000);
  const ProgramResult result = pack({"--dry-run"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.output, HasSubstr("time+channel/C"));
  EXPECT_THAT(files(), ElementsAre("x.bin"));
}

TEST_F(PackProgramTest, AutoTransformComesBackToo) {
  write_raw(5000);
  ASSERT_EQ(pack({"--transform", "auto"}).exit_code, 0);
  ASSERT_EQ(unpack({"-o", back_path_}).exit_code, 0);
  EXPECT_TRUE(same_bytes(raw_, read_file(back_path_)));
}

// Starts a pack and returns its process; it is slowed by a dense level.
pid_t start_pack(const std::vector<std::string>& command) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::vector<char*> argv;
    for (const std::string& word : command) {
      argv.push_back(const_cast<char*>(word.c_str()));
    }
    argv.push_back(nullptr);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
  }
  return child;
}

TEST_F(PackProgramTest, KilledAtAnyMomentNothingLooksFinishedThatIsNot) {
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
    const pid_t child = start_pack(command);
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
  // Whatever the last kill left, an older pair set aside among it, the next run
  // makes whole.
  ASSERT_EQ(run_program(command).output, "");
  ASSERT_EQ(unpack({"-f", "-o", back_path_}).exit_code, 0);
  EXPECT_TRUE(same_bytes(raw_, read_file(back_path_)));
  EXPECT_THAT(files(), ElementsAre("back.bin", "x.bin", "x.cbin", "x.ch"));
}

TEST_F(PackProgramTest, CtrlCStopsItAndLeavesNothing) {
  write_raw(200000);
  const pid_t child = start_pack(with_home(
      {MTSCOMP_PACK_PROGRAM, raw_path_, "-n", std::to_string(kChannels), "-s",
       "1000", "-d", "int16", "-q", "--level", "12"}));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  ::kill(child, SIGINT);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 128 + SIGINT);
  EXPECT_THAT(files(), ElementsAre("x.bin"));
}

// A pipe that nobody reads: only a signal's default ends the write.
TEST_F(PackProgramTest, SignalEndsUnpackingIntoAPipeThatNobodyReads) {
  write_raw(100000);
  ASSERT_EQ(pack().exit_code, 0);
  const std::string pipe = directory_.file("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const FileDescriptor reader(::open(pipe.c_str(), O_RDWR | O_CLOEXEC));
  const pid_t child =
      start_pack(with_home({"sh", "-c", R"(exec "$0" "$1" -o - > "$2")",
                            MTSCOMP_UNPACK_PROGRAM, cbin_path_, pipe}));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  ::kill(child, SIGTERM);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
}

// A FIFO as input blocks nobody: it is not a recording.
TEST_F(PackProgramTest, FifoIsRefused) {
  ASSERT_EQ(::mkfifo(raw_path_.c_str(), 0600), 0);
  EXPECT_EQ(pack().exit_code, 1);
}

// nohup ignores SIGHUP for the program that it starts.
TEST_F(PackProgramTest, SignalsThatWereIgnoredStayIgnored) {
  write_raw(200000);
  const pid_t child =
      start_pack(with_home({"nohup", MTSCOMP_PACK_PROGRAM, raw_path_, "-n",
                            std::to_string(kChannels), "-s", "1000", "-d",
                            "int16", "-q", "--level", "9"}));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  ::kill(child, SIGHUP);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_THAT(files(), ElementsAre("x.bin", "x.cbin", "x.ch"));
}

TEST_F(PackProgramTest, FullDiskIsAnErrorAndLeavesNothing) {
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
  // The list of the disk, last, has no name in it.
  EXPECT_TRUE(result.output.ends_with("No space left on device\n"))
      << result.output;
}

// A file of a FUSE mount whose chunk is damaged: reading it gives EIO.
TEST_F(PackProgramTest, ReadErrorIsAnErrorAndLeavesNothing) {
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

// KiB of resident memory at most, of one run to its end.
long peak_memory(const std::vector<std::string>& command) {
  const pid_t child = start_pack(command);
  rusage usage = {};
  int status = 0;
  ::wait4(child, &status, 0, &usage);
  EXPECT_EQ(status, 0);
  return usage.ru_maxrss;
}

TEST_F(PackProgramTest, MemoryIsThatOfTheChunksInFlightWhateverTheSize) {
  constexpr std::size_t kSamplesInChunk = 40000;
  constexpr long kChunk = kSamplesInChunk * kChannels * 2 / 1024;  // KiB.
  const auto measure = [&](std::size_t n_samples) {
    write_raw(n_samples);
    raw_ = Bytes();  // A child's peak begins with what its parent holds.
    return peak_memory(with_home({MTSCOMP_PACK_PROGRAM, raw_path_, "-n",
                                  std::to_string(kChannels), "-s",
                                  std::to_string(kSamplesInChunk), "-d",
                                  "int16", "-q", "-p", "2", "--overwrite"}));
  };
  const long tiny = measure(10);
  const long large = measure(20 * kSamplesInChunk);
  std::printf("peak memory %ld KiB above a tiny pack's, %.1f chunks\n",
              large - tiny,
              static_cast<double>(large - tiny) / static_cast<double>(kChunk));
  if (!is_sanitized()) {
    EXPECT_LE(large - tiny, 6 * kChunk + 4 * 1024);
  }
}

}  // namespace
}  // namespace mtscomp
