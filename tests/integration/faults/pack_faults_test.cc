// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-pack and mtscomp-unpack while system calls fail: each kind of call
// fails once at each place, then many fail at random.  Whatever fails, the
// input stays, no .ch is beside a .cbin that it does not describe, the older
// pair exists unless the new one does, and a run without faults completes.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <vector>

#include "integration/faults/faulty_pack.h"
#include "support/bytes.h"
#include "support/sanitized.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

struct Trouble {
  Fault fault;
  int error = 0;
};

// Such a failure ends the run, or has no effect on it.
const std::vector<Trouble> kFatal = {
    {Fault::kOpenError, EMFILE},  {Fault::kReadError, EIO},
    {Fault::kStatusError, EIO},   {Fault::kWriteError, ENOSPC},
    {Fault::kWriteError, EDQUOT}, {Fault::kSyncError, EIO},
    {Fault::kRenameError, EIO},   {Fault::kUnlinkError, EIO},
    {Fault::kModeError, EIO},     {Fault::kDirectorySyncError, EIO},
};
// Failing calls that are retried, replaced by another way, or ignored.
const std::vector<Trouble> kHarmless = {
    {Fault::kReadShort},
    {Fault::kReadInterrupted},
    {Fault::kWriteShort},
    {Fault::kWriteInterrupted},
    {Fault::kCloseError, EIO},
    // File systems that cannot rename without replacing, or that have no
    // permissions.
    {Fault::kRenameError, EINVAL},
    {Fault::kModeError, EPERM},
    // CIFS without Unix extensions.
    {Fault::kModeError, EACCES},
    // SMB, WSL and FUSE file systems that cannot sync directories.
    {Fault::kDirectorySyncError, EINVAL},
    {Fault::kDirectorySyncError, EOPNOTSUPP},
    {Fault::kDirectorySyncError, ENOTTY},
    {Fault::kDirectorySyncError, ENOSYS},
    {Fault::kDirectorySyncError, ENOENT},
    {Fault::kSyncError, EOPNOTSUPP},
};

class PackFaultsTest : public FaultyPackTest {
 protected:
  void check_message(const ProgramResult& failed, const Trouble& trouble) {
    EXPECT_EQ(failed.exit_code, 1) << failed.output;
    EXPECT_THAT(failed.output,
                HasSubstr(std::generic_category().message(trouble.error)));
    EXPECT_THAT(failed.output, HasSubstr(directory_.path()));
  }

  // Without an older pair: both files exist and are correct, or neither exists.
  void check_fresh(const ProgramResult& result, const Trouble& trouble) {
    check_input();
    if (result.exit_code == 0) {
      EXPECT_TRUE(is_pair_of(raw_));
      return;
    }
    check_message(result, trouble);
    EXPECT_FALSE(fs::exists(path("x.cbin")));
    EXPECT_FALSE(fs::exists(path("x.ch")));
    faults_.stop_all();
    const ProgramResult again = pack(MTSCOMP_PACK_PROGRAM);
    EXPECT_EQ(again.exit_code, 0) << again.output;
    EXPECT_TRUE(is_pair_of(raw_));
    EXPECT_THAT(directory_.files(), ElementsAre("x.bin", "x.cbin", "x.ch"));
  }

  // With an older pair: that pair or the new one exists.
  void check_replaced(const ProgramResult& result, const Trouble& trouble) {
    check_input();
    if (result.exit_code == 0) {
      EXPECT_TRUE(is_pair_of(raw_));
      return;
    }
    check_message(result, trouble);
    EXPECT_TRUE(is_pair_of(old_raw_));
    faults_.stop_all();
    const ProgramResult again = pack(MTSCOMP_PACK_PROGRAM, {"--overwrite"});
    EXPECT_EQ(again.exit_code, 0) << again.output;
    EXPECT_TRUE(is_pair_of(raw_));
    EXPECT_THAT(directory_.files(), ElementsAre("x.bin", "x.cbin", "x.ch"));
  }

  // A run that finds no files of an earlier run has nothing to remove.
  static void expect_some_calls_of_a_fresh_run(const Trouble& trouble,
                                               std::uint64_t n_calls) {
    const bool may_have_none = trouble.fault == Fault::kUnlinkError;
    EXPECT_EQ(n_calls == 0, may_have_none) << static_cast<int>(trouble.fault);
  }

  // Calls `attempt` with the first, second, ... call failing, until no call is
  // left to fail; under sanitizers, which are slow, with every third call.
  // Returns the number of the last call that failed.
  template <typename Attempt>
  std::uint64_t sweep(const Trouble& trouble, Attempt attempt) {
    const std::uint64_t step = is_sanitized() ? 3 : 1;
    std::uint64_t last = 0;
    for (std::uint64_t nth = 1;; nth += step) {
      SCOPED_TRACE(fmt::format("call {} of kind {}, errno {}", nth,
                               static_cast<int>(trouble.fault), trouble.error));
      faults_.fail_call(trouble.fault, nth, trouble.error);
      attempt();
      const bool was_hit = faults_.n_injected(trouble.fault) != 0;
      faults_.stop_all();
      if (!was_hit || ::testing::Test::HasFatalFailure()) {
        return last;
      }
      last = nth;
    }
  }
};

TEST_F(PackFaultsTest, EachFailingCallLeavesNothingOrTheWholePair) {
  for (const Trouble& trouble : kFatal) {
    const std::uint64_t n = sweep(trouble, [&] {
      remove_outputs();
      check_fresh(pack(MTSCOMP_PACK_WITH_FAULTS), trouble);
    });
    expect_some_calls_of_a_fresh_run(trouble, n);
  }
}

TEST_F(PackFaultsTest, EachFailingCallLeavesTheOldPairOrTheNew) {
  for (const Trouble& trouble : kFatal) {
    const std::uint64_t n = sweep(trouble, [&] {
      remove_outputs();
      put_old_pair();
      check_replaced(pack(MTSCOMP_PACK_WITH_FAULTS, {"--overwrite"}), trouble);
    });
    EXPECT_GE(n, 1U) << static_cast<int>(trouble.fault);
  }
}

TEST_F(PackFaultsTest, ShortAndInterruptedCallsAreNotSeen) {
  for (const Trouble& trouble : kHarmless) {
    const std::uint64_t n = sweep(trouble, [&] {
      remove_outputs();
      const ProgramResult result = pack(MTSCOMP_PACK_WITH_FAULTS);
      EXPECT_EQ(result.output, "");
      EXPECT_EQ(result.exit_code, 0);
      EXPECT_TRUE(is_pair_of(raw_));
    });
    EXPECT_GE(n, 1U) << static_cast<int>(trouble.fault);
  }
}

// One recording is packed whatever happens to the other.
TEST_F(PackFaultsTest, TreeRunFailsOneRecordingAndCompletesWhenItIsRunAgain) {
  const std::vector<std::string> arguments =
      pack_arguments(directory_.path(), {"--normal-priority"});
  write_file(path("y.bin"), old_raw_);
  for (const Trouble& trouble :
       std::vector<Trouble>{{Fault::kReadError, EIO},
                            {Fault::kRenameError, EIO},
                            {Fault::kWriteError, EIO}}) {
    const std::uint64_t n = sweep(trouble, [&] {
      remove_outputs();
      const ProgramResult result = run(MTSCOMP_PACK_WITH_FAULTS, arguments);
      const bool was_hit = faults_.n_injected(trouble.fault) != 0;
      EXPECT_EQ(result.exit_code, was_hit ? 1 : 0) << result.output;
      EXPECT_EQ(fs::exists(path("x.ch")) + fs::exists(path("y.ch")),
                was_hit ? 1 : 2);
      faults_.stop_all();
      EXPECT_EQ(run(MTSCOMP_PACK_PROGRAM, arguments).exit_code, 0);
      EXPECT_TRUE(is_pair_of(raw_));
      EXPECT_TRUE(is_pair_of(old_raw_, "y"));
    });
    EXPECT_GE(n, 2U);
  }
  EXPECT_THAT(directory_.files(), ElementsAre("x.bin", "x.cbin", "x.ch",
                                              "y.bin", "y.cbin", "y.ch"));
}

// Bug: a read error was taken for damage, and the only copy was replaced.
TEST_F(PackFaultsTest, AWholePairThatCannotBeCheckedIsNotReplaced) {
  const std::vector<std::string> arguments =
      pack_arguments(directory_.path(),
                     {"--normal-priority", "--overwrite", "--verify-existing"});
  put_old_pair();
  for (const Trouble& trouble :
       std::vector<Trouble>{{Fault::kOpenError, EACCES},
                            {Fault::kReadError, EIO},
                            {Fault::kReadShort, 0},
                            {Fault::kStatusError, EIO}}) {
    const std::uint64_t n = sweep(trouble, [&] {
      const ProgramResult result = run(MTSCOMP_PACK_WITH_FAULTS, arguments);
      EXPECT_EQ(result.exit_code, 1) << result.output;
      EXPECT_TRUE(is_pair_of(old_raw_)) << result.output;
    });
    EXPECT_GE(n, 2U) << static_cast<int>(trouble.fault);
  }
}

TEST_F(PackFaultsTest, ManyFaultsAtRandomLoseNothing) {
  constexpr int kRuns = 20;
  int n_failed = 0;
  for (int i = 0; i < kRuns; ++i) {
    SCOPED_TRACE(i);
    put_old_pair();
    faults_.use_seed(test_seed() + static_cast<std::uint64_t>(i));
    for (const Trouble& trouble : kFatal) {
      // Renames must work, because they restore the old pair.
      if (trouble.fault != Fault::kRenameError) {
        faults_.fail_some(trouble.fault, 30, trouble.error);
      }
    }
    faults_.fail_some(Fault::kReadShort, 300);
    faults_.fail_some(Fault::kWriteInterrupted, 300);
    const ProgramResult result =
        pack(MTSCOMP_PACK_WITH_FAULTS, {"--overwrite"});
    faults_.stop_all();
    check_input();
    n_failed += result.exit_code == 0 ? 0 : 1;
    EXPECT_TRUE(is_pair_of(result.exit_code == 0 ? raw_ : old_raw_))
        << result.output;
  }
  EXPECT_GT(n_failed, 0);
  EXPECT_EQ(pack(MTSCOMP_PACK_PROGRAM, {"--overwrite"}).exit_code, 0);
  EXPECT_THAT(directory_.files(), ElementsAre("x.bin", "x.cbin", "x.ch"));
}

TEST_F(PackFaultsTest, UnpackedFileAppearsOnlyWhole) {
  ASSERT_EQ(pack(MTSCOMP_PACK_PROGRAM).output, "");
  const std::vector<std::string> arguments = {
      path("x.cbin"), "-o", path("back.bin"), "-p", "1", "-q"};
  for (const Trouble& trouble : kFatal) {
    const std::uint64_t n = sweep(trouble, [&] {
      fs::remove(path("back.bin"));
      const ProgramResult result = run(MTSCOMP_UNPACK_WITH_FAULTS, arguments);
      if (result.exit_code != 0) {
        check_message(result, trouble);
        EXPECT_FALSE(fs::exists(path("back.bin")));
        faults_.stop_all();
        EXPECT_EQ(run(MTSCOMP_UNPACK_PROGRAM, arguments).output, "");
      }
      EXPECT_TRUE(same_bytes(raw_, read_file(path("back.bin"))));
    });
    expect_some_calls_of_a_fresh_run(trouble, n);
  }
  EXPECT_THAT(directory_.files(),
              ElementsAre("back.bin", "x.bin", "x.cbin", "x.ch"));
}

TEST_F(PackFaultsTest, UnpackingOverAFileLeavesThatOrTheNewOne) {
  ASSERT_EQ(pack(MTSCOMP_PACK_PROGRAM).output, "");
  const Bytes before = to_bytes("older content");
  for (const Trouble& trouble : kFatal) {
    sweep(trouble, [&] {
      write_file(path("back.bin"), before);
      const ProgramResult result =
          run(MTSCOMP_UNPACK_WITH_FAULTS,
              {path("x.cbin"), "-o", path("back.bin"), "-p", "1", "-q", "-f"});
      const Bytes found = read_file(path("back.bin"));
      EXPECT_TRUE(found == raw_ || (found == before && result.exit_code != 0))
          << result.output;
    });
  }
}

}  // namespace
}  // namespace mtscomp
