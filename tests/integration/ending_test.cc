// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// How the daemon begins and ends where others unmount, mount again, or have
// started it in an odd way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>


#include "integration/daemon_process.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class EndingTest : public ProcessTest {};

// Bug: the exit status of a child that cannot be waited for was taken for 0.
TEST_F(EndingTest, FailsVisiblyWhereItsStarterIgnoresChildren) {
  const ProgramResult second =
      run_program({"env", "--ignore-signal=CHLD", MTSCOMPFS_PROGRAM,
                   source_.path(), mounted().mount_point()});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.output, HasSubstr("is served by another mtscompfs"));
}

// Bug: the source got the number of a stream, and was replaced by /dev/null.
TEST_F(EndingTest, IsStartedWithoutStandardStreams) {
  const TempDir directory;
  const ProgramResult result =
      run_program({"timeout", "60", "sh", "-c", "exec \"$@\" <&- >&- 2>&-",
                   "sh", MTSCOMPFS_PROGRAM, source_.path(), directory.path()});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(same_bytes(pair_.raw, read_file(directory.file("x.bin"))));
  EXPECT_EQ(run_mtscompfs({"--unmount", directory.path()}).exit_code, 0);
}

}  // namespace
}  // namespace mtscomp
