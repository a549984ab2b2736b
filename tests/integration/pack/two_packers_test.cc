// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Two mtscomp-pack processes of one recording, on one host and on two, many
// times: packer_duel.h lists the checks.  `scripts/check.sh packers` makes ten
// thousand runs, the tests make fewer.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "integration/faults/faulty_pack.h"
#include "integration/pack/packer_duel.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

std::size_t n_runs() {
  constexpr std::size_t kInTests = 40;
  const char* const runs = std::getenv("MTSCOMP_PACKER_RUNS");
  return runs == nullptr ? kInTests : std::stoul(runs);
}

const char* name_of(DuelEnd end) {
  switch (end) {
    case DuelEnd::kSuccess:
      return "success";
    case DuelEnd::kRefusal:
      return "refusal";
    case DuelEnd::kKilled:
      break;
  }
  return "killed";
}

class TwoPackersTest : public FaultyPackTest {
 protected:
  void SetUp() override {
    FaultyPackTest::SetUp();
    place_.directory = directory_.path();
    place_.home = home_.path();
    place_.output = home_.file("output");
    place_.older = read_pair(old_.path());
    const std::array<std::string, 2> levels = {"fast", "zlib6"};
    for (const std::size_t i : {0U, 1U}) {
      place_.arguments.at(i) =
          pack_arguments(path("x.bin"), {"--level", levels.at(i)});
      remove_outputs();
      ASSERT_EQ(run(MTSCOMP_PACK_PROGRAM, place_.arguments.at(i)).output, "");
      place_.new_pairs.at(i) = read_pair(directory_.path());
    }
    ASSERT_NE(place_.new_pairs[0].cbin.size(), place_.new_pairs[1].cbin.size());
  }

  static KnownPair read_pair(const std::string& directory) {
    return {.cbin = read_file(directory + "/x.cbin"),
            .ch = read_file(directory + "/x.ch")};
  }

  void count(const DuelPlan& plan, const DuelResult& result) {
    ++ends_[fmt::format("{}, {}: {} and {}",
                        plan.on_two_hosts ? "two hosts" : "one host",
                        plan.overwrites ? "--overwrite" : "no --overwrite",
                        name_of(result.ends[0]), name_of(result.ends[1]))];
  }

  DuelPlace place_;
  std::array<FaultInjector, 2> injectors_ = {FaultInjector(directory_.path()),
                                             FaultInjector(directory_.path())};
  std::map<std::string, std::size_t> ends_;
};

TEST_F(TwoPackersTest, LeaveOnePairThatBelongsTogether) {
  const bool has_hosts = can_name_hosts();
  std::mt19937_64 random(test_seed());
  std::size_t n_faulty = 0;
  for (std::size_t i = 0; i < n_runs(); ++i) {
    DuelPlan plan = random_duel(random);
    plan.on_two_hosts = plan.on_two_hosts && has_hosts;
    const DuelResult result = Duel(place_, plan, injectors_).run();
    count(plan, result);
    n_faulty += result.faults.empty() ? 0U : 1U;
    for (const std::string& fault : result.faults) {
      ADD_FAILURE() << fmt::format(
          "run {}: {} and {}: {} ({})", i, name_of(result.ends[0]),
          name_of(result.ends[1]), fault, describe(plan));
    }
  }
  for (const auto& [ends, n] : ends_) {
    fmt::print("{:6}  {}\n", n, ends);
  }
  fmt::print("{:6}  runs with a fault\n", n_faulty);
}

}  // namespace
}  // namespace mtscomp
