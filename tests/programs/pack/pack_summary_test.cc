// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/pack_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

PackOutcome outcome_of(PackStatus status) {
  PackOutcome outcome;
  outcome.status = status;
  outcome.raw_size = 200'000'000;
  outcome.cbin_size = 100'000'000;
  outcome.seconds = 10;
  return outcome;
}

TEST(PackSummaryTest, CountsWhatBecameOfThem) {
  PackSummary summary;
  summary.add(outcome_of(PackStatus::kPacked));
  summary.add(outcome_of(PackStatus::kDone));
  summary.add(outcome_of(PackStatus::kYoung));
  summary.add(outcome_of(PackStatus::kSymlink));
  EXPECT_TRUE(summary.is_all_well());
  const std::string text = summary.format(2);
  EXPECT_THAT(text, HasSubstr("1  packed: 190.7 MiB to 95.4 MiB, ratio 2.00, "
                              "100 MB/s"));
  EXPECT_THAT(text, HasSubstr("1  already packed"));
  EXPECT_THAT(text, Not(HasSubstr("failed")));
}

// Bug: a recording with a warning looked like one more recording.
TEST(PackSummaryTest, WarningsComeAfterTheCountsOfRecordings) {
  PackSummary summary;
  PackOutcome outcome = outcome_of(PackStatus::kFailed);
  outcome.warnings = {"x.meta: fileSHA1 ..."};
  summary.add(outcome);
  EXPECT_THAT(summary.format(2),
              EndsWith("       1  failed\n"
                       "       1  with warnings, counted above\n"));
}

TEST(PackSummaryTest, ARepackComparesTheTwoSizes) {
  PackSummary summary(/*is_repack=*/true);
  PackOutcome outcome = outcome_of(PackStatus::kPacked);
  outcome.old_cbin_size = 125'000'000;
  summary.add(outcome);
  summary.add(outcome_of(PackStatus::kDone));
  const std::string text = summary.format(2);
  EXPECT_THAT(text, HasSubstr("1  repacked: 119.2 MiB to 95.4 MiB, 20.0 % "
                              "smaller, 100 MB/s"));
  EXPECT_THAT(text, HasSubstr("1  nothing to gain"));
  EXPECT_THAT(describe_gain(100, 110, "110 B"), HasSubstr("10.0 % larger"));
}

// Bug: a copy in the output directory was reported as "nothing to gain".
TEST(PackSummaryTest, APairInTheOutputDirectoryIsNamedAsSuch) {
  PackSummary summary(/*is_repack=*/true);
  PackOutcome outcome = outcome_of(PackStatus::kDone);
  outcome.old_cbin_path = "/old/x.cbin";
  outcome.cbin_path = "/new/x.cbin";
  EXPECT_EQ(describe_repack(outcome, /*is_dry=*/false),
            "done /old/x.cbin: /new/x.cbin has the same samples");
  summary.add(outcome);
  const std::string text = summary.format(2);
  EXPECT_THAT(text, HasSubstr("1  already in the output directory"));
  EXPECT_THAT(text, Not(HasSubstr("nothing to gain")));
  outcome.cbin_path = outcome.old_cbin_path;
  EXPECT_EQ(describe_repack(outcome, /*is_dry=*/false),
            "done /old/x.cbin: nothing to gain");
}

TEST(PackSummaryTest, IsNotWellWhereAPersonHasToLook) {
  for (const PackStatus status : {PackStatus::kFailed, PackStatus::kStopped}) {
    PackSummary summary;
    summary.add(outcome_of(status));
    EXPECT_FALSE(summary.is_all_well());
  }
  PackSummary warned;
  PackOutcome outcome = outcome_of(PackStatus::kPacked);
  outcome.warnings = {"x.meta: fileSHA1 ..."};
  warned.add(outcome);
  EXPECT_FALSE(warned.is_all_well());
  PackSummary unreadable;
  unreadable.add_unreadable(1);
  EXPECT_FALSE(unreadable.is_all_well());
}

TEST(PackSummaryTest, APlanTakesTheSlowerOfProcessorAndRate) {
  PackSummary summary;
  summary.add(outcome_of(PackStatus::kPlanned));
  EXPECT_THAT(summary.format_plan(2, 0), HasSubstr("in about 5.0 s"));
  EXPECT_THAT(summary.format_plan(2, 3e6), HasSubstr("in about 1.7 min"));
}

}  // namespace
}  // namespace mtscomp
