// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/utf8_text.h"

#include <gtest/gtest.h>

#include "base/json/json_text.h"

namespace mtscomp {
namespace {

TEST(Utf8TextTest, ValidTextStaysAsItIs) {
  for (const char* const text :
       {"", "plain", "\u00e9\u00fc", "\u20ac", "\U0001f9e0", "\u0080"}) {
    EXPECT_EQ(to_utf8(text), text);
  }
}

// The expected results are those of Python's os.fsdecode().
TEST(Utf8TextTest, OtherBytesAreEscapedOneByOne) {
  EXPECT_EQ(to_utf8("a\xff"), "a\xed\xb3\xbf");
  EXPECT_EQ(to_utf8("\x80z"), "\xed\xb2\x80z");
  EXPECT_EQ(to_utf8("\xc3"), "\xed\xb3\x83") << "an end in the middle";
  EXPECT_EQ(to_utf8("\xc0\xaf"), "\xed\xb3\x80\xed\xb2\xaf") << "overlong";
  EXPECT_EQ(to_utf8("\xed\xa0\x80"), "\xed\xb3\xad\xed\xb2\xa0\xed\xb2\x80")
      << "a surrogate";
  EXPECT_EQ(to_utf8("\xf4\x90\x80\x80").size(), 12U) << "beyond U+10FFFF";
}

TEST(Utf8TextTest, PrintableFormShowsOtherBytesInHexadecimal) {
  EXPECT_EQ(to_printable_utf8("plain \u00e9"), "plain \u00e9");
  EXPECT_EQ(to_printable_utf8("a\xff\x80z"), R"(a\xff\x80z)");
  EXPECT_EQ(to_printable_utf8("\xf0\x9f\xa7"), R"(\xf0\x9f\xa7)");
}

TEST(Utf8TextTest, JsonOfAnyNameIsAscii) {
  EXPECT_EQ(serialize_json_line({to_utf8("x\xff.bin")}), R"("x\udcff.bin")");
}

TEST(Utf8TextTest, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(replace_invalid_utf8("gr\xc3\xbc\xc3\x9f"), "gr\xc3\xbc\xc3\x9f");
  EXPECT_EQ(replace_invalid_utf8("a\xe9"
                                 "b\xed\xa0\x80"),
            "a\xef\xbf\xbd"
            "b\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

}  // namespace
}  // namespace mtscomp
