// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Tests that fail, for repeat_test.py.
#include <gtest/gtest.h>

namespace mtscomp {
namespace {

TEST(RepeatExampleTest, Passes) {}

TEST(RepeatExampleTest, Fails) { FAIL() << "on purpose"; }

class RepeatExampleParameterTest : public ::testing::TestWithParam<int> {};

TEST_P(RepeatExampleParameterTest, IsTwo) { EXPECT_EQ(GetParam(), 2); }

INSTANTIATE_TEST_SUITE_P(Number, RepeatExampleParameterTest,
                         ::testing::Values(2, 3));

}  // namespace
}  // namespace mtscomp
