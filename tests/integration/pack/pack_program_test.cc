// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-pack and mtscomp-unpack as programs: command lines, output and
// memory.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <filesystem>

#include "integration/pack/pack_programs.h"
#include "reader/headers/header_file.h"
#include "support/bytes.h"
#include "support/sanitized.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using PackProgramTest = PackPrograms;

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

// Bug: the first opened file got the number of the closed stream, so progress
// and warnings were written to it.
TEST_F(PackProgramTest, ClosedStreamsAreNotWrittenInto) {
  write_raw(5000);
  for (const char* const closed : {"2>&-", ">&- 2>&-", "<&- >&- 2>&-"}) {
    SCOPED_TRACE(closed);
    const auto run = [&](std::vector<std::string> command) {
      command.insert(command.begin(),
                     {"sh", "-c", std::string("exec \"$@\" ") + closed, "sh"});
      return run_program(with_home(command)).exit_code;
    };
    ASSERT_EQ(run({MTSCOMP_PACK_PROGRAM, raw_path_, "--overwrite", "-n",
                   std::to_string(kChannels), "-s", "1000", "-d", "int16"}),
              0);
    EXPECT_EQ(run({MTSCOMP_VERIFY_PROGRAM, cbin_path_}),
              std::string(closed).find(">&- ") == std::string::npos ? 0 : 1);
    ASSERT_EQ(run({MTSCOMP_UNPACK_PROGRAM, cbin_path_, "-f", "-o", back_path_}),
              0);
    EXPECT_TRUE(same_bytes(raw_, read_file(back_path_)));
  }
}

// The output would be lost.
TEST_F(PackProgramTest, UnpackingToClosedStdoutIsAnError) {
  write_raw(5000);
  ASSERT_EQ(pack().exit_code, 0);
  EXPECT_NE(
      run_program(with_home({"sh", "-c", "exec \"$@\" >&-", "sh",
                             MTSCOMP_UNPACK_PROGRAM, cbin_path_, "-o", "-"}))
          .exit_code,
      0);
}

TEST_F(PackProgramTest, OutputIsNamedWhereTheInputsNameSaysNothing) {
  write_raw(5000);
  ASSERT_EQ(pack().exit_code, 0);
  std::filesystem::rename(cbin_path_, directory_.file("packed"));
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

// ~/.mtscomp disables the differences; --compat enables them.
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

TEST_F(PackProgramTest, SegmentsComeBackAndAreInTheHeader) {
  write_raw(5000);
  ASSERT_EQ(pack({"--segments", "4"}).exit_code, 0);
  const Header segmented = read_header_file(ch_path_);
  EXPECT_EQ(segmented.segments.n_segments(), 4U);
  EXPECT_EQ(segmented.segments.n_chunks(), segmented.n_chunks());
  EXPECT_EQ(unpack({"-o", back_path_}).exit_code, 0);
  EXPECT_TRUE(same_bytes(raw_, read_file(back_path_)));
  ASSERT_EQ(pack({"--segments", "1", "--overwrite"}).exit_code, 0);
  EXPECT_TRUE(read_header_file(ch_path_).segments.empty());
}

TEST_F(PackProgramTest, SetDefaultIsRememberedForTheNextTime) {
  write_raw(5000);
  ASSERT_EQ(pack({"--set-default"}).exit_code, 0);
  const ProgramResult again = run_program(
      with_home({MTSCOMP_PACK_PROGRAM, raw_path_, "-q", "--overwrite"}));
  EXPECT_EQ(again.exit_code, 0) << again.output;
}

// Bug: the defaults were saved only if the recording could be packed.
TEST_F(PackProgramTest, SetDefaultSavesWhateverBecomesOfThePacking) {
  EXPECT_EQ(run_program(with_home({MTSCOMP_PACK_PROGRAM, "-n",
                                   std::to_string(kChannels), "--set-default"}))
                .exit_code,
            0);
  write_raw(5000);
  EXPECT_EQ(run_program(with_home({MTSCOMP_PACK_PROGRAM, raw_path_, "-d",
                                   "int16", "--set-default"}))
                .exit_code,
            1);
  const ProgramResult packed = run_program(
      with_home({MTSCOMP_PACK_PROGRAM, raw_path_, "-s", "1000", "-q"}));
  EXPECT_EQ(packed.exit_code, 0) << packed.output;
}

// Uses the command line of mtsdesc.
TEST_F(PackProgramTest, InfoTakesThePathOfTheHeaderToo) {
  write_raw(5000);
  ASSERT_EQ(pack().exit_code, 0);
  const ProgramResult alone = run_program({MTSCOMP_INFO_PROGRAM, cbin_path_});
  EXPECT_EQ(alone.exit_code, 0);
  const ProgramResult both =
      run_program({MTSCOMP_INFO_PROGRAM, cbin_path_, ch_path_, "-v", "-p", "2",
                   "-nc", "-f", "-o", "out.bin"});
  EXPECT_EQ(both.exit_code, 0);
  EXPECT_EQ(both.output, alone.output);
  const std::string elsewhere = home_.file("y.ch");
  std::filesystem::rename(ch_path_, elsewhere);
  EXPECT_EQ(run_program({MTSCOMP_INFO_PROGRAM, cbin_path_, elsewhere}).output,
            alone.output);
}

// Bug: root's pair replaced another user's, who could not read it any more.
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

// Bug: root's pair of another user's private recording belonged to root, and
// all users could read it, and the files that were chopped or unpacked from it.
TEST_F(PackProgramTest, WhatIsMadeOfARecordingIsOfItsOwnerAndNoMoreOpen) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "being others takes root";
  }
  const auto expect_owner_and_mode = [](const std::string& path, mode_t mode) {
    struct stat status = {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0) << path;
    EXPECT_EQ(status.st_uid, 1000U) << path;
    EXPECT_EQ(status.st_gid, 1234U) << path;
    EXPECT_EQ(status.st_mode, S_IFREG | mode) << path;
  };
  write_raw(5000);
  ASSERT_EQ(::chown(raw_path_.c_str(), 1000, 1234), 0);
  ASSERT_EQ(::chmod(raw_path_.c_str(), 0400), 0);
  ASSERT_EQ(pack().exit_code, 0);
  expect_owner_and_mode(cbin_path_, 0600);
  expect_owner_and_mode(ch_path_, 0600);
  // Bug: only the .cbin determined the mode.
  ASSERT_EQ(::chmod(cbin_path_.c_str(), 0440), 0);
  ASSERT_EQ(unpack({"-o", back_path_}).exit_code, 0);
  expect_owner_and_mode(back_path_, 0600);
  ASSERT_EQ(::chmod(ch_path_.c_str(), 0440), 0);
  ASSERT_EQ(unpack({"-o", back_path_, "-f"}).exit_code, 0);
  expect_owner_and_mode(back_path_, 0640);
  const std::string start = directory_.file("start.cbin");
  ASSERT_EQ(
      run_program({MTSCOMP_CHOP_PROGRAM, cbin_path_, "-n", "1", "-o", start})
          .exit_code,
      0);
  expect_owner_and_mode(start, 0640);
  expect_owner_and_mode(directory_.file("start.ch"), 0640);
}

TEST_F(PackProgramTest, RefusalsGiveTheReasonAndLeaveNothing) {
  write_raw(100);
  const ProgramResult odd = pack({"--n-channels", "7"});
  EXPECT_NE(odd.exit_code, 0);
  write_file(raw_path_, "");
  const ProgramResult empty = pack();
  EXPECT_EQ(empty.exit_code, 1);
  EXPECT_THAT(empty.output, HasSubstr("the file is empty"));
  EXPECT_THAT(files(), ElementsAre("x.bin"));
}

TEST_F(PackProgramTest, DryRunWritesNothing) {
  write_raw(5000);
  const ProgramResult result = pack({"--dry-run"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.output, HasSubstr("time+channel/C"));
  EXPECT_THAT(result.output, Not(HasSubstr("already exists")));
  EXPECT_THAT(files(), ElementsAre("x.bin"));
}

TEST_F(PackProgramTest, AutoTransformComesBackToo) {
  write_raw(5000);
  ASSERT_EQ(pack({"--transform", "auto"}).exit_code, 0);
  ASSERT_EQ(unpack({"-o", back_path_}).exit_code, 0);
  EXPECT_TRUE(same_bytes(raw_, read_file(back_path_)));
}

// Peak of the child's resident memory in KiB; waits for the child.
long peak_memory(pid_t child) {
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
    raw_ = Bytes();  // A child's peak begins with its parent's memory.
    return peak_memory(start_program(with_home(
        {MTSCOMP_PACK_PROGRAM, raw_path_, "-n", std::to_string(kChannels), "-s",
         std::to_string(kSamplesInChunk), "-d", "int16", "-q", "-p", "2",
         "--overwrite"})));
  };
  const long tiny = measure(10);
  const long large = measure(20 * kSamplesInChunk);
  std::printf("peak memory %ld KiB above a tiny pack's, %.1f chunks\n",
              large - tiny,
              static_cast<double>(large - tiny) / static_cast<double>(kChunk));
  if (!is_sanitized()) {
    EXPECT_LE(large - tiny, 6 * kChunk + 4096);
  }
}

// Bug: the message asked for the number of channels, or for a suffix.
TEST_F(PackProgramTest, InputThatIsNotThereIsSaidToBeMissing) {
  for (const char* const name : {"nosuch.bin", "nosuch"}) {
    const std::string path = directory_.file(name);
    const ProgramResult result =
        run_program(with_home({MTSCOMP_PACK_PROGRAM, path}));
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.output,
                HasSubstr(path + ": cannot open: No such file or directory"));
  }
  EXPECT_THAT(
      unpack().output,
      HasSubstr(cbin_path_ + ": cannot open: No such file or directory"));
}

// Bug: it was decoded and reported as too short.
TEST_F(PackProgramTest, HeaderThatIsGivenAsDataIsToldApart) {
  write_raw(5000);
  ASSERT_EQ(pack().exit_code, 0);
  const ProgramResult result =
      run_program(with_home({MTSCOMP_UNPACK_PROGRAM, ch_path_}));
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr(ch_path_ + ": this is a header"));
  EXPECT_THAT(files(), ElementsAre("x.bin", "x.cbin", "x.ch"));
}

TEST_F(PackProgramTest, DryRunTellsOfOutputsThatExist) {
  write_raw(5000);
  ASSERT_EQ(pack().exit_code, 0);
  EXPECT_THAT(pack({"--dry-run"}).output,
              AllOf(HasSubstr(cbin_path_ + ": already exists; --overwrite"),
                    HasSubstr(ch_path_ + ": already exists; --overwrite")));
  EXPECT_THAT(pack({"--dry-run", "--overwrite"}).output,
              HasSubstr(ch_path_ + ": already exists; would be replaced"));
}

}  // namespace
}  // namespace mtscomp
