// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-repack is killed before each call that changes names, and at random
// moments.  At no time is a .ch beside a .cbin that it does not describe.  The
// old pair or the new one is there, at once or after the next run of a writer,
// and a further run completes and leaves no other files.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <thread>

#include "integration/faults/faulty_repack.h"
#include "integration/pack/packer_process.h"
#include "support/campaign.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

class RepackKillTest : public FaultyRepackTest {
 protected:
  // Kills the program before its first, second, ... such call, until it
  // completes.  Returns how often it was killed.
  int sweep(const std::function<void()>& check) {
    for (int nth = 1;; ++nth) {
      SCOPED_TRACE(fmt::format("killed at call {}", nth));
      put_only_old_pair();
      faults_.fail_call(Fault::kKill, static_cast<std::uint64_t>(nth));
      repack(MTSCOMP_REPACK_WITH_FAULTS);
      const bool was_killed = faults_.n_injected(Fault::kKill) != 0;
      faults_.stop_all();
      check_no_pair_is_wrong();
      check();
      if (!was_killed || ::testing::Test::HasFailure()) {
        return nth - 1;
      }
    }
  }

  void check_no_pair_is_wrong() const {
    if (fs::exists(path("x.ch")) && fs::exists(path("x.cbin"))) {
      EXPECT_TRUE(is_whole_pair());
    }
  }

  void check_it_completes(const std::string& at) {
    const ProgramResult again =
        run(MTSCOMP_REPACK_PROGRAM, repack_arguments(at));
    EXPECT_EQ(again.exit_code, 0) << again.output;
    EXPECT_TRUE(is_repacked());
    EXPECT_THAT(directory_.files(), ElementsAre("x.cbin", "x.ch"));
  }
};

TEST_F(RepackKillTest, NextRunForThePairCompletes) {
  EXPECT_GE(sweep([this] { check_it_completes(path("x.cbin")); }), 10);
}

TEST_F(RepackKillTest, NextRunForTheDirectoryCompletes) {
  EXPECT_GE(sweep([this] { check_it_completes(directory_.path()); }), 10);
}

TEST_F(RepackKillTest, ChoppingIntoItsPlaceRestoresAPair) {
  const TempDir other;
  for (const std::string suffix : {".cbin", ".ch"}) {
    fs::copy_file(old_.file("x" + suffix), other.file("y" + suffix));
  }
  const int n_kills = sweep([&] {
    const ProgramResult chopped =
        run(MTSCOMP_CHOP_PROGRAM,
            {other.file("y.cbin"), "-n", "1", "-o", path("x.cbin")});
    EXPECT_EQ(chopped.exit_code, 1);
    EXPECT_THAT(chopped.output, HasSubstr("already exists"));
    EXPECT_TRUE(is_whole_pair()) << chopped.output;
  });
  EXPECT_GE(n_kills, 10);
}

TEST_F(RepackKillTest, PackingItsPlainFileRestoresAPair) {
  const int n_kills = sweep([&] {
    write_file(path("x.bin"), old_raw_);
    const ProgramResult packed = pack(MTSCOMP_PACK_PROGRAM);
    EXPECT_EQ(packed.exit_code, 1);
    EXPECT_THAT(packed.output, HasSubstr("already exists"));
    EXPECT_TRUE(is_whole_pair()) << packed.output;
  });
  EXPECT_GE(n_kills, 10);
}

// Bug: without a plain file, mtscomp-pack found no name of the pair.
TEST_F(RepackKillTest, PackingTheDirectoryRestoresAPair) {
  const int n_kills = sweep([&] {
    const ProgramResult packed = run(
        MTSCOMP_PACK_PROGRAM, {directory_.path(), "-q", "--normal-priority"});
    EXPECT_EQ(packed.exit_code, 0) << packed.output;
    EXPECT_TRUE(is_whole_pair()) << packed.output;
  });
  EXPECT_GE(n_kills, 10);
}

// Bug: mtscomp-repack renamed the backup of a header with a long name to the
// short name in the name of the backup.
TEST_F(RepackKillTest, BackupsOfLongNamesGetNoShorterNames) {
  const std::string stem(200, 'x');
  const auto pack_over = [&](const std::string& program) {
    return run(program, pack_arguments(path(stem + ".bin"), {"--overwrite"}));
  };
  int n_kills = 0;
  for (bool was_killed = true; was_killed; n_kills += was_killed ? 1 : 0) {
    SCOPED_TRACE(fmt::format("killed at call {}", n_kills + 1));
    write_file(path(stem + ".bin"), raw_);
    for (const std::string suffix : {".cbin", ".ch"}) {
      fs::copy_file(old_.file("x" + suffix), path(stem + suffix),
                    fs::copy_options::overwrite_existing);
    }
    faults_.fail_call(Fault::kKill, static_cast<std::uint64_t>(n_kills) + 1);
    pack_over(MTSCOMP_PACK_WITH_FAULTS);
    was_killed = faults_.n_injected(Fault::kKill) != 0;
    faults_.stop_all();
    run(MTSCOMP_REPACK_PROGRAM, repack_arguments(directory_.path()));
    for (const std::string& name : directory_.files()) {
      EXPECT_EQ(name.find('~') == std::string::npos,
                name.find(".partial-") == std::string::npos)
          << name;
    }
    EXPECT_EQ(pack_over(MTSCOMP_PACK_PROGRAM).exit_code, 0);
    EXPECT_TRUE(is_pair_of(raw_, stem));
    ASSERT_THAT(directory_.files(), ElementsAre("x.bin", stem + ".bin",
                                                stem + ".cbin", stem + ".ch"));
  }
  EXPECT_GE(n_kills, 10);
}

TEST_F(RepackKillTest, KillsAtRandomMomentsLoseNothing) {
  using Clock = std::chrono::steady_clock;
  const int n_wanted = is_campaign() ? 100 : 10;
  const int most_runs = 20 * n_wanted;
  put_only_old_pair();
  const Clock::time_point start = Clock::now();
  repack(MTSCOMP_REPACK_WITH_FAULTS);
  const auto duration = std::chrono::duration_cast<std::chrono::microseconds>(
      Clock::now() - start);
  std::mt19937_64 random(test_seed());
  int n_runs = 0;
  int n_killed = 0;
  int n_repacked = 0;
  for (; n_killed < n_wanted && n_runs < most_runs; ++n_runs) {
    SCOPED_TRACE(n_runs);
    put_only_old_pair();
    // Pauses before calls that change names: many kills meet these calls.
    faults_.use_seed(random());
    faults_.fail_some(Fault::kPause, 1000, 4);
    std::vector<std::string> command = faults_.wrapper();
    command.push_back(MTSCOMP_REPACK_WITH_FAULTS);
    for (const std::string& argument : repack_arguments(path("x.cbin"))) {
      command.push_back(argument);
    }
    PackerProcess process("", command, home_.file("output"));
    std::this_thread::sleep_for(duration * (random() % 1000) / 1000);
    process.kill();
    faults_.stop_all();
    check_no_pair_is_wrong();
    if (process.was_killed()) {
      ++n_killed;
      n_repacked += fs::exists(path("x.ch")) && is_repacked() ? 1 : 0;
    }
    check_it_completes(n_runs % 2 == 0 ? path("x.cbin") : directory_.path());
  }
  fmt::print("{} of {} runs killed, {} of them after the new pair was there\n",
             n_killed, n_runs, n_repacked);
  EXPECT_EQ(n_killed, n_wanted);
}

}  // namespace
}  // namespace mtscomp
