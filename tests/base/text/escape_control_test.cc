// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/escape_control.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

TEST(EscapeControlTest, LeavesPrintableTextAsItIs) {
  EXPECT_EQ(escape_control(""), "");
  // The last of these are U+00A0, U+2027, U+202A and U+1F9E0.
  const std::string text =
      "a b~\\n \xc3\xa9 \xc2\xa0\xe2\x80\xa7\xe2\x80\xaa\xf0\x9f\xa7\xa0";
  EXPECT_EQ(escape_control(text), text);
}

TEST(EscapeControlTest, EscapesWhatEndsALine) {
  EXPECT_EQ(escape_control("a\nb\r\tc"), "a\\nb\\r\\tc");
}

TEST(EscapeControlTest, EscapesWhatCommandsATerminal) {
  EXPECT_EQ(escape_control("\x1b[2J\x7f"), "\\x1b[2J\\x7f");
  EXPECT_EQ(escape_control(std::string_view("\0", 1)), "\\x00");
}

// Bug: these passed unchanged as UTF-8; terminals and log viewers interpret
// them.
TEST(EscapeControlTest, EscapesControlCharactersBeyondAscii) {
  EXPECT_EQ(escape_control("\xc2\x80\xc2\x85\xc2\x9b"
                           "2J\xc2\x9f"),
            "\\u0080\\u0085\\u009b2J\\u009f");
  EXPECT_EQ(escape_control("a\xe2\x80\xa8"
                           "b\xe2\x80\xa9"),
            "a\\u2028b\\u2029");
}

// Bug: 8-bit terminals interpret 0x9b as CSI.
TEST(EscapeControlTest, EscapesBytesThatAreNoUtf8) {
  EXPECT_EQ(escape_control("\x9b"
                           "2J\xff"),
            "\\x9b2J\\xff");
  EXPECT_EQ(escape_control("\xc2"), "\\xc2");
  EXPECT_EQ(escape_control("\xc1\x9b \xe0\x82\x9b"),
            "\\xc1\\x9b \\xe0\\x82\\x9b")
      << "overlong forms";
}

}  // namespace
}  // namespace mtscomp
