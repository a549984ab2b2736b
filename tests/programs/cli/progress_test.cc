// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mtscomp {
namespace {

TEST(ProgressTest, SaysHowFarAndHowLong) {
  EXPECT_EQ(format_progress("x.bin", {.total = 23'100'000'000,
                                      .done = 11'550'000'000,
                                      .compressed = 4'000'000'000,
                                      .seconds = 60}),
            "x.bin: 50 %, 11.6 of 23.1 GB, 192 MB/s, ratio 2.89, 1:00 left");
}

TEST(ProgressTest, LeavesOutWhatIsNotKnown) {
  EXPECT_THAT(format_progress("a\n\x1b[2J", {.total = 1}),
              ::testing::StartsWith("a\\n\\x1b[2J: "));
  EXPECT_EQ(format_progress("x.bin", {.total = 5'000'000}),
            "x.bin: 0 %, 0.0 of 5.0 MB");
}

TEST(ProgressTest, AtTheEndSaysHowLongItTook) {
  EXPECT_EQ(format_progress("x.cbin", {.total = 5'000'000,
                                       .done = 5'000'000,
                                       .compressed = 0,
                                       .seconds = 3725}),
            "x.cbin: 100 %, 5.0 of 5.0 MB, 0 MB/s, in 1:02:05");
}

}  // namespace
}  // namespace mtscomp
