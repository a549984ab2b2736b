// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Bug: --safe-to-delete listed a recording whose .cbin was damaged on the disk
// but still intact in the page cache.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "integration/support/mounted_tree.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class LostBlocksTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (::geteuid() != 0) {
      GTEST_SKIP() << "needs root, to mount";
    }
    const ProgramResult made = shell(
        "truncate -s 16M image && mkfs.ext4 -q -b 4096 image && mkdir disk && "
        "mount -o loop image disk");
    if (made.exit_code != 0) {
      GTEST_SKIP() << made.output;
    }
    is_mounted_ = true;
  }
  void TearDown() override {
    if (is_mounted_) {
      EXPECT_EQ(shell("umount disk").exit_code, 0);
    }
  }
  ProgramResult shell(const std::string& script) const {
    return run_program(
        {"sh", "-c", "cd \"$0\" && " + script, directory_.path()});
  }
  ProgramResult verify() const {
    return run_program(
        {MTSCOMP_VERIFY_PROGRAM, "--safe-to-delete", directory_.file("disk")});
  }

  TempDir directory_;
  bool is_mounted_ = false;
};

TEST_F(LostBlocksTest, AreFoundByTheRunThatPrecedesADeletion) {
  ASSERT_EQ(shell("head -c 400000 /dev/urandom > disk/x.bin").exit_code, 0);
  const ProgramResult packed =
      run_program({MTSCOMP_PACK_PROGRAM, directory_.file("disk/x.bin"), "-n",
                   "4", "-s", "1000", "-d", "int16", "-q"});
  ASSERT_EQ(packed.exit_code, 0) << packed.output;
  const ProgramResult whole = verify();
  EXPECT_EQ(whole.exit_code, 0) << whole.output;
  EXPECT_THAT(whole.output, HasSubstr("disk/x.bin\n"));
  const ProgramResult lost = shell(
      "sync && cat disk/x.cbin > /dev/null && "
      "block=$(filefrag -v -b4096 disk/x.cbin | "
      "awk '$1 == \"0:\" {print $4 + 0}') && "
      "dd if=/dev/urandom of=image bs=4096 seek=$block count=1 "
      "conv=notrunc status=none && sync");
  ASSERT_EQ(lost.exit_code, 0) << lost.output;
  const ProgramResult found = verify();
  EXPECT_EQ(found.exit_code, 1) << found.output;
  EXPECT_THAT(found.output, HasSubstr("1 failed"));
  EXPECT_THAT(found.output, HasSubstr("0 safe to delete"));
}

}  // namespace
}  // namespace mtscomp
