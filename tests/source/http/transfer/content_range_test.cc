// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/transfer/content_range.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

TEST(ContentRangeTest, IsParsed) {
  EXPECT_EQ(parse_content_range("bytes 0-0/1"), (ContentRange{0, 1, 1}));
  EXPECT_EQ(parse_content_range("bytes 42-1233/1234"),
            (ContentRange{42, 1192, 1234}));
  EXPECT_EQ(parse_content_range("Bytes 5-9/*"),
            (ContentRange{5, 5, std::nullopt}));
  EXPECT_EQ(parse_content_range("bytes */47022"), (ContentRange{0, 0, 47022}));
  EXPECT_EQ(parse_content_range("bytes 0-18446744073709551613/"
                                "18446744073709551615"),
            (ContentRange{0, 18446744073709551614U, 18446744073709551615U}));
}

TEST(ContentRangeTest, OtherTextsAreRefused) {
  for (const char* const text :
       {"",
        "bytes",
        "bytes ",
        "bytes 0-9",
        "bytes 0-9/",
        "bytes 9-0/10",
        "bytes 0-9/9",
        "bytes 0-10/10",
        "bytes -9/10",
        "bytes 0-/10",
        "bytes 0-9/x",
        "bytes 0-9/-1",
        "bytes */*",
        "bytes 0-9/10 ",
        "bytes  0-9/10",
        "bytes=0-9/10",
        "lines 0-9/10",
        "bytes 0-9,11-12/20",
        "bytes +0-9/10",
        "bytes 0x0-9/10",
        "bytes 0 - 9/10",
        "bytes 0-18446744073709551615/*",
        "bytes 0-18446744073709551616/*",
        "bytes 18446744073709551615-18446744073709551615/*",
        "*"}) {
    EXPECT_EQ(parse_content_range(text), std::nullopt) << text;
  }
}

TEST(ContentRangeTest, RequestsNameTheLastByte) {
  EXPECT_EQ(range_header(0, 1), "bytes=0-0");
  EXPECT_EQ(range_header(100, 50), "bytes=100-149");
}

}  // namespace
}  // namespace mtscomp
