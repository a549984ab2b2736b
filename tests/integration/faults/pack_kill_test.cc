// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-pack is killed before each call that changes names: in the first run
// before the first call, in the second run before the second call, and so on.
// At no time is a .ch beside a .cbin that it does not describe.  The older pair
// stays intact or is restored, and a further run completes and leaves no other
// files.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "integration/faults/faulty_pack.h"
#include "support/bytes.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

class PackKillTest : public FaultyPackTest {
 protected:
  // Calls `attempt` with a program that is killed at its first, second, ...
  // call, until it completes.  Returns how often it was killed.
  template <typename Attempt>
  int sweep(Attempt attempt) {
    for (int nth = 1;; ++nth) {
      SCOPED_TRACE(fmt::format("killed at call {}", nth));
      remove_outputs();
      faults_.fail_call(Fault::kKill, static_cast<std::uint64_t>(nth));
      const bool was_killed = attempt();
      check_input();
      if (!was_killed || ::testing::Test::HasFailure()) {
        return nth - 1;
      }
    }
  }
  bool is_killed(const std::vector<std::string>& options) {
    pack(MTSCOMP_PACK_WITH_FAULTS, options);
    const bool was_killed = faults_.n_injected(Fault::kKill) != 0;
    faults_.stop_all();
    return was_killed;
  }

  // The older pair consists of symlinks, like in git-annex.
  void put_old_links() const {
    for (const std::string name : {"x.cbin", "x.ch"}) {
      fs::create_symlink(old_.file(name), path(name));
    }
  }

  void check_no_pair_is_wrong() const {
    if (fs::exists(path("x.ch")) && fs::exists(path("x.cbin"))) {
      EXPECT_TRUE(is_pair_of(raw_) || is_pair_of(old_raw_));
    }
  }
  // Called after a run that replaces nothing: the older pair is restored.
  void check_old_or_new_is_there() {
    const ProgramResult again = pack(MTSCOMP_PACK_PROGRAM);
    if (again.exit_code != 0) {
      EXPECT_THAT(again.output, HasSubstr("already exists"));
    }
    EXPECT_TRUE(is_pair_of(raw_) || is_pair_of(old_raw_)) << again.output;
  }
  void check_it_completes() {
    const ProgramResult again = pack(MTSCOMP_PACK_PROGRAM, {"--overwrite"});
    EXPECT_EQ(again.exit_code, 0) << again.output;
    EXPECT_TRUE(is_pair_of(raw_));
    EXPECT_THAT(directory_.files(), ElementsAre("x.bin", "x.cbin", "x.ch"));
  }

  template <typename Put>
  void sweep_replacing(Put put_older_pair) {
    const int n_kills = sweep([&] {
      put_older_pair();
      const bool was_killed = is_killed({"--overwrite"});
      check_no_pair_is_wrong();
      check_old_or_new_is_there();
      check_it_completes();
      return was_killed;
    });
    EXPECT_GE(n_kills, 10);
  }
};

TEST_F(PackKillTest, WithoutAnOlderPairARerunCompletes) {
  const int n_kills = sweep([this] {
    const bool was_killed = is_killed({});
    check_no_pair_is_wrong();
    check_old_or_new_is_there();
    EXPECT_TRUE(is_pair_of(raw_));
    check_it_completes();
    return was_killed;
  });
  EXPECT_GE(n_kills, 6);
}

TEST_F(PackKillTest, OlderPairIsThereUntilTheNewOneIs) {
  sweep_replacing([this] { put_old_pair(); });
}

TEST_F(PackKillTest, OlderPairOfLinksIsThereUntilTheNewOneIs) {
  sweep_replacing([this] { put_old_links(); });
  EXPECT_TRUE(fs::exists(old_.file("x.cbin")));
}

TEST_F(PackKillTest, ChoppingIntoItsPlaceDestroysNoOlderPair) {
  const TempDir other;
  for (const std::string suffix : {".cbin", ".ch"}) {
    fs::copy_file(old_.file("x" + suffix), other.file("y" + suffix));
  }
  const int n_kills = sweep([&] {
    put_old_pair();
    const bool was_killed = is_killed({"--overwrite"});
    const ProgramResult chopped =
        run(MTSCOMP_CHOP_PROGRAM,
            {other.file("y.cbin"), "-n", "1", "-o", path("x.cbin")});
    EXPECT_EQ(chopped.exit_code, 1);
    EXPECT_THAT(chopped.output, HasSubstr("already exists"));
    EXPECT_TRUE(is_pair_of(raw_) || is_pair_of(old_raw_)) << chopped.output;
    return was_killed;
  });
  EXPECT_GE(n_kills, 10);
}

// A tree is packed again and again until all recordings are packed.
TEST_F(PackKillTest, TreeRunFindsThePairThatCameBack) {
  const std::vector<std::string> arguments =
      pack_arguments(directory_.path(), {"--normal-priority"});
  const int n_kills = sweep([&] {
    put_old_pair();
    const bool was_killed = is_killed({"--overwrite"});
    const ProgramResult tree = run(MTSCOMP_PACK_PROGRAM, arguments);
    EXPECT_EQ(tree.exit_code, 0) << tree.output;
    EXPECT_TRUE(is_pair_of(raw_) || is_pair_of(old_raw_)) << tree.output;
    return was_killed;
  });
  EXPECT_GE(n_kills, 10);
}

}  // namespace
}  // namespace mtscomp
