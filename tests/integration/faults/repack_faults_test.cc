// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-repack while system calls fail: each kind of call fails once at each
// place.  After every failure, both files of the old pair are unchanged, and a
// run without faults completes.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <system_error>
#include <vector>

#include "integration/faults/faulty_repack.h"
#include "support/sanitized.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Trouble {
  Fault fault;
  int error = 0;
};

const std::vector<Trouble> kTroubles = {
    {Fault::kOpenError, EMFILE},  {Fault::kReadError, EIO},
    {Fault::kStatusError, EIO},   {Fault::kWriteError, ENOSPC},
    {Fault::kWriteError, EDQUOT}, {Fault::kSyncError, EIO},
    {Fault::kRenameError, EIO},   {Fault::kUnlinkError, EIO},
    {Fault::kModeError, EIO},     {Fault::kDirectorySyncError, EIO},
};

class RepackFaultsTest : public FaultyRepackTest {
 protected:
  void check(const ProgramResult& result, const Trouble& trouble) {
    if (result.exit_code == 0) {
      EXPECT_TRUE(is_repacked());
      return;
    }
    EXPECT_EQ(result.exit_code, 1) << result.output;
    EXPECT_THAT(result.output,
                HasSubstr(std::generic_category().message(trouble.error)));
    EXPECT_THAT(result.output, HasSubstr(directory_.path()));
    EXPECT_TRUE(is_old_pair()) << result.output;
    faults_.stop_all();
    EXPECT_EQ(repack(MTSCOMP_REPACK_PROGRAM).exit_code, 0);
    EXPECT_TRUE(is_repacked());
    EXPECT_THAT(directory_.files(), ElementsAre("x.cbin", "x.ch"));
  }
};

TEST_F(RepackFaultsTest, EachFailingCallLeavesTheOldPairOrTheNew) {
  const std::uint64_t step = is_sanitized() ? 3 : 1;
  for (const Trouble& trouble : kTroubles) {
    std::uint64_t n_hits = 0;
    for (std::uint64_t nth = 1;; nth += step) {
      SCOPED_TRACE(fmt::format("call {} of kind {}, errno {}", nth,
                               static_cast<int>(trouble.fault), trouble.error));
      put_only_old_pair();
      faults_.fail_call(trouble.fault, nth, trouble.error);
      const ProgramResult result = repack(MTSCOMP_REPACK_WITH_FAULTS);
      const bool was_hit = faults_.n_injected(trouble.fault) != 0;
      check(result, trouble);
      faults_.stop_all();
      if (!was_hit || ::testing::Test::HasFailure()) {
        break;
      }
      ++n_hits;
    }
    EXPECT_GE(n_hits, 1U) << static_cast<int>(trouble.fault);
  }
}

// A run over a directory ends when the disk is full, and changes no pair.
TEST_F(RepackFaultsTest, FullDiskEndsTheRun) {
  put_only_old_pair();
  for (const std::string suffix : {".cbin", ".ch"}) {
    std::filesystem::copy_file(path("x" + suffix), path("y" + suffix));
  }
  faults_.fail_each(Fault::kWriteError, ENOSPC);
  const ProgramResult result =
      run(MTSCOMP_REPACK_WITH_FAULTS, repack_arguments(directory_.path()));
  faults_.stop_all();
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("1  failed"));
  EXPECT_THAT(result.output, HasSubstr("1  not finished: stopped"));
  EXPECT_TRUE(is_old_pair());
  EXPECT_THAT(directory_.files(),
              ElementsAre("x.cbin", "x.ch", "y.cbin", "y.ch"));
}

}  // namespace
}  // namespace mtscomp
