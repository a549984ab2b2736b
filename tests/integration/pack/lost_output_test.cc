// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Bug: programs whose standard output could not be written exited with 0.
#include <gmock/gmock.h>

#include <filesystem>

#include "integration/pack/pack_programs.h"
#include "integration/support/mounted_view.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

// Runs with a full disk as standard output.
ProgramResult run_with_full_output(const std::vector<std::string>& command) {
  std::vector<std::string> all = {"sh", "-c", "exec \"$@\" >/dev/full", "sh"};
  all.insert(all.end(), command.begin(), command.end());
  return run_program(all);
}

void expect_loss_told(const std::vector<std::string>& command) {
  SCOPED_TRACE(::testing::PrintToString(command));
  const ProgramResult result = run_with_full_output(command);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("standard output: cannot write"));
}

class LostOutputTest : public PackPrograms {};

TEST_F(LostOutputTest, HelpAndVersion) {
  for (const std::string program :
       {MTSCOMP_PACK_PROGRAM, MTSCOMP_UNPACK_PROGRAM, MTSCOMP_INFO_PROGRAM,
        MTSCOMP_VERIFY_PROGRAM, MTSCOMP_CHOP_PROGRAM, MTSCOMPFS_PROGRAM}) {
    expect_loss_told({program, "--help"});
    expect_loss_told({program, "--version"});
  }
}

TEST_F(LostOutputTest, WhatProgramsFindOut) {
  write_raw(2000);
  expect_loss_told(
      with_home({MTSCOMP_PACK_PROGRAM, "--dry-run", raw_path_, "-n",
                 std::to_string(kChannels), "-s", "1000", "-d", "int16"}));
  expect_loss_told(
      with_home({MTSCOMP_PACK_PROGRAM, "--dry-run", directory_.path()}));
  ASSERT_EQ(pack().exit_code, 0);
  for (const std::string& path : {cbin_path_, directory_.path()}) {
    expect_loss_told({MTSCOMP_INFO_PROGRAM, path});
    expect_loss_told({MTSCOMP_INFO_PROGRAM, "--json", path});
    expect_loss_told({MTSCOMP_VERIFY_PROGRAM, path});
    expect_loss_told({MTSCOMP_VERIFY_PROGRAM, "--json", path});
  }
  expect_loss_told({MTSCOMP_VERIFY_PROGRAM, "--safe-to-delete", cbin_path_});
}

class LostOutputStatusTest : public MountedViewTest {};

TEST_F(LostOutputStatusTest, OfAMount) {
  expect_loss_told({MTSCOMPFS_PROGRAM, "--status", shown("")});
}

TEST_F(LostOutputStatusTest, OfACheck) {
  const TempDir place;
  const TempDir config;
  write_file(config.file("x.conf"),
             "SOURCE=" + in_source("") + "\nMOUNTPOINT=" + place.path() + "\n");
  expect_loss_told({MTSCOMPFS_PROGRAM, "--check", config.file("x.conf")});
}

}  // namespace
}  // namespace mtscomp
