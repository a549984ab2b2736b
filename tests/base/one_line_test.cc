// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/one_line.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

TEST(OneLine, LeavesPrintableTextAsItIs) {
  EXPECT_EQ(one_line(""), "");
  EXPECT_EQ(one_line("a b~\\n \xc3\xa9 \xff"), "a b~\\n \xc3\xa9 \xff");
}

TEST(OneLine, EscapesWhatEndsALine) {
  EXPECT_EQ(one_line("a\nb\r\tc"), "a\\nb\\r\\tc");
}

TEST(OneLine, EscapesWhatCommandsATerminal) {
  EXPECT_EQ(one_line("\x1b[2J\x7f"), "\\x1b[2J\\x7f");
  EXPECT_EQ(one_line(std::string_view("\0", 1)), "\\x00");
}

}  // namespace
}  // namespace mtscomp
