// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Programs under a limit on file sizes (ulimit -f): a write beyond the limit is
// an error, like on a full disk, and no partial file stays.
#include <gmock/gmock.h>

#include <filesystem>

#include "integration/pack/pack_programs.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class SizeLimitTest : public PackPrograms {
 protected:
  // With standard output in a separate file, under the same limit.
  ProgramResult run_limited(std::size_t n_bytes,
                            const std::vector<std::string>& command) const {
    std::vector<std::string> limited = {"prlimit",
                                        "--fsize=" + std::to_string(n_bytes),
                                        "sh",
                                        "-c",
                                        "out=$1; shift; exec \"$@\" >\"$out\"",
                                        "sh",
                                        home_.file("out")};
    limited.insert(limited.end(), command.begin(), command.end());
    return run_program(with_home(limited));
  }
  void expect_too_large(const ProgramResult& result) const {
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.output, HasSubstr("File too large"));
  }
};

// Bug: SIGXFSZ killed the programs, and their partial files stayed.
TEST_F(SizeLimitTest, OutputsBeyondItAreRemoved) {
  write_raw(20000);
  expect_too_large(run_limited(
      100000, {MTSCOMP_PACK_PROGRAM, raw_path_, "-n", std::to_string(kChannels),
               "-s", "1000", "-d", "int16", "-q"}));
  EXPECT_THAT(files(), ElementsAre("x.bin"));
  ASSERT_EQ(pack().exit_code, 0);
  expect_too_large(run_limited(
      100000, {MTSCOMP_UNPACK_PROGRAM, cbin_path_, "-o", back_path_, "-q"}));
  expect_too_large(
      run_limited(100000, {MTSCOMP_UNPACK_PROGRAM, cbin_path_, "-o", "-"}));
  expect_too_large(
      run_limited(100000, {MTSCOMP_CHOP_PROGRAM, cbin_path_, "-n", "19", "-o",
                           directory_.file("y.cbin")}));
  EXPECT_THAT(files(), ElementsAre("x.bin", "x.cbin", "x.ch"));
}

TEST_F(SizeLimitTest, ReportsBeyondItAreErrors) {
  write_raw(2000);
  ASSERT_EQ(pack().exit_code, 0);
  constexpr std::size_t kLimit = 100;  // Bytes: enough for the message.
  expect_too_large(run_limited(kLimit, {MTSCOMP_INFO_PROGRAM, cbin_path_}));
  expect_too_large(
      run_limited(kLimit, {MTSCOMP_VERIFY_PROGRAM, "--json", cbin_path_}));
}

class SizeLimitMountTest : public MountTest {};

TEST_F(SizeLimitMountTest, DaemonOutlivesALogThatIsFull) {
  const TempDir source;
  const TempDir view;
  const TempDir logs;
  write_file(source.file("x.bin"), "bytes");
  ASSERT_EQ(
      run_program({"prlimit", "--fsize=10", MTSCOMPFS_PROGRAM, "--log-file",
                   logs.file("log"), source.path(), view.path()})
          .exit_code,
      0);
  EXPECT_TRUE(same_bytes(to_bytes("bytes"), read_file(view.file("x.bin"))));
  EXPECT_EQ(std::filesystem::file_size(logs.file("log")), 10U);
  EXPECT_EQ(run_program({"fusermount3", "-u", view.path()}).exit_code, 0);
}

}  // namespace
}  // namespace mtscomp
