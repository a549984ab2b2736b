// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Bug: if mtscomp-verify had no memory for its threads, it reported "failed"
// for an intact pair, and the programs did not report which resource was short.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/support/mounted_view.h"
#include "support/sanitized.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class ShortLimitsTest : public MountedViewTest {
 protected:
  void SetUp() override {
    if (is_sanitized()) {
      GTEST_SKIP() << "sanitizers take more address space than that";
    }
    MountedViewTest::SetUp();
    pair_ = write_pair("x.cbin");
    write_file(elsewhere_.file("y.bin"), pair_.raw);
  }
  // 200 MB are enough for about 20 stacks.
  static ProgramResult run_limited(std::vector<std::string> command,
                                   const std::string& bytes = "209715200") {
    command.insert(command.begin(), {"prlimit", "--as=" + bytes});
    return run_program(command);
  }

  SyntheticRecording pair_;
  TempDir elsewhere_;
};

TEST_F(ShortLimitsTest, AreNoFailureOfASoundPair) {
  const ProgramResult result =
      run_limited({MTSCOMP_VERIFY_PROGRAM, "-p", "64", source_.path()});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("not verified  "));
  EXPECT_THAT(result.output, HasSubstr("start 64 threads: memory"));
  EXPECT_THAT(result.output, HasSubstr("-p"));
  EXPECT_THAT(result.output, HasSubstr("0 failed, 1 not verified"));
}

TEST_F(ShortLimitsTest, AreNamedByPackAndUnpack) {
  const ProgramResult unpacked =
      run_limited({MTSCOMP_UNPACK_PROGRAM, "-p", "64", pair_.cbin_path, "-o",
                   elsewhere_.file("x.bin")});
  EXPECT_EQ(unpacked.exit_code, 1);
  EXPECT_THAT(unpacked.output, HasSubstr("use fewer threads (-p"));
  const ProgramResult packed =
      run_limited({MTSCOMP_PACK_PROGRAM, "-p", "64", "-n", "4", "-s", "1000",
                   "-d", "int16", elsewhere_.file("y.bin")});
  EXPECT_EQ(packed.exit_code, 1);
  EXPECT_THAT(packed.output, HasSubstr("use fewer threads (-p"));
  EXPECT_THAT(elsewhere_.files(), ::testing::ElementsAre("y.bin"));
}

// Runs with less and less memory; each run must succeed or report the reason.
TEST_F(ShortLimitsTest, NeverEndTheStatusSilently) {
  const std::string mount_point = mounted().mount_point();
  for (std::uint64_t megabytes = 10; megabytes <= 200;
       megabytes += megabytes < 20 ? 1 : 20) {
    const ProgramResult result =
        run_limited({MTSCOMPFS_PROGRAM, "--status", mount_point},
                    std::to_string(megabytes << 20));
    EXPECT_NE(result.output, "") << megabytes;
    if (result.exit_code == 0) {
      EXPECT_THAT(result.output, HasSubstr("is shown at")) << megabytes;
    }
  }
}

TEST_F(ShortLimitsTest, OfTheDaemonAreReportedAtItsStart) {
  const ProgramResult result =
      run_limited({MTSCOMPFS_PROGRAM, "-o", "workers=64", source_.path(),
                   elsewhere_.path()});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("-o workers"));
}

}  // namespace
}  // namespace mtscomp
