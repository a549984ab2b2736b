// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/parse_number.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace mtscomp {
namespace {

TEST(ParseNumberTest, TakesTheWholeText) {
  EXPECT_EQ(parse_number<int>("-17"), -17);
  EXPECT_EQ(parse_number<std::uint64_t>("18446744073709551615"), UINT64_MAX);
  EXPECT_EQ(parse_number<double>("2500.5"), 2500.5);
  EXPECT_EQ(parse_number<unsigned>("750", 8), 0750U);
}

TEST(ParseNumberTest, RefusesWhatIsNoNumber) {
  for (const char* const text : {"", " 1", "1 ", "+1", "1x", "x", "0x10"}) {
    EXPECT_FALSE(parse_number<int>(text)) << text;
  }
  EXPECT_FALSE(parse_number<unsigned>("8", 8));
  EXPECT_FALSE(parse_number<double>("1.5s"));
}

TEST(ParseNumberTest, RefusesWhatIsBeyondTheType) {
  EXPECT_FALSE(parse_number<std::uint64_t>("18446744073709551616"));
  EXPECT_FALSE(parse_number<unsigned>("-1"));
  EXPECT_FALSE(parse_number<unsigned char>("777", 8));
}

}  // namespace
}  // namespace mtscomp
