// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using ::testing::ElementsAre;

TEST(CommandLineTest, MtscompsShortNoCheckIsSpeltOut) {
  EXPECT_THAT(spell_out_no_check({"x.bin", "-nc", "-n", "5"}),
              ElementsAre("x.bin", "--no-check", "-n", "5"));
}

TEST(CommandLineTest, WhatFollowsTwoDashesIsAName) {
  EXPECT_THAT(spell_out_no_check({"-nc", "--", "-nc"}),
              ElementsAre("--no-check", "--", "-nc"));
}

}  // namespace
}  // namespace mtscomp
