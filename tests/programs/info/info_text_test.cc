// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/info/info_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/golden.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// The output of mtscomp 1.0.2's mtsdesc for the same pair.
TEST(InfoTextTest, BeginsWithTheLinesOfMtsdesc) {
  for (const GoldenPair& golden : golden_pairs()) {
    if (golden.name != "odd_rate_30000_390639481") {
      continue;
    }
    const std::string text =
        format_fields(describe_recording(find_recording_of(golden.cbin_path)));
    EXPECT_THAT(text, StartsWith("dtype           int16\n"
                                 "sample_rate     30000.390639481\n"
                                 "n_channels      5\n"
                                 "duration        0.0s\n"
                                 "n_samples       1500\n"
                                 "chunk_duration  0.0s\n"
                                 "n_chunks        5\n"));
    EXPECT_THAT(text, HasSubstr("transform       time/F\n"));
    EXPECT_THAT(text, HasSubstr("chopped         no\n"));
  }
}

TEST(InfoTextTest, TotalsOfNothingSayNothingOfTheRest) {
  EXPECT_THAT(format_totals({}),
              HasSubstr("not packed      0  0 bytes\nbroken"));
}

// Bug: without pairs, the totals were "0 bytes in 0 bytes, ratio 0.00".
TEST(InfoTextTest, TotalsWithoutPairsHaveNoRatio) {
  TreeTotals totals;
  totals.n_plain = 3;
  totals.plain_size = 1 << 20;
  EXPECT_EQ(format_totals(totals),
            "\npacked          0\n"
            "not packed      3  1.0 MiB\n"
            "broken          0\n"
            "unknown         0\n");
}

TEST(InfoTextTest, SymlinkHasNoSize) {
  RecordingInfo info;
  info.state = RecordingState::kSymlink;
  info.files.raw_name = "x.bin";
  info.files.directory = "d";
  EXPECT_EQ(format_row(info),
            "symlink              -             -       -  d/x.bin\n");
  EXPECT_THAT(format_fields(info), HasSubstr("state           symlink"));
}

}  // namespace
}  // namespace mtscomp
