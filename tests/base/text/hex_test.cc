// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/hex.h"

#include <gtest/gtest.h>

#include <array>

namespace mtscomp {
namespace {

TEST(HexTest, HasTwoDigitsForEachByte) {
  EXPECT_EQ(to_hex({}), "");
  EXPECT_EQ(to_hex(std::array<unsigned char, 4>{0x00, 0x0f, 0xa0, 0xff}),
            "000fa0ff");
}

}  // namespace
}  // namespace mtscomp
