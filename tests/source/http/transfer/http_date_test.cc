// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/transfer/http_date.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using std::chrono_literals::operator""ns;

HttpTime at_seconds(long long seconds) {
  return HttpTime(std::chrono::seconds(seconds));
}

TEST(HttpDateTest, HeadersHaveDates) {
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"),
            at_seconds(784111777));
  EXPECT_EQ(parse_http_date("Thu, 29 Feb 2024 23:59:59 GMT"),
            at_seconds(1709251199));
  EXPECT_EQ(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT"), at_seconds(0));
}

TEST(HttpDateTest, DatesAreWrittenAsTheyAreRead) {
  for (const char* const date :
       {"Sun, 06 Nov 1994 08:49:37 GMT", "Thu, 29 Feb 2024 23:59:59 GMT",
        "Mon, 01 Jan 1900 00:00:00 GMT", "Tue, 31 Dec 2199 23:59:59 GMT"}) {
    ASSERT_TRUE(parse_http_date(date)) << date;
    EXPECT_EQ(format_http_date(*parse_http_date(date)), date);
  }
}

TEST(HttpDateTest, PartsOfASecondAreNotWritten) {
  EXPECT_EQ(format_http_date(at_seconds(0) + 999'999'999ns),
            "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(format_http_date(at_seconds(0) - 1ns),
            "Wed, 31 Dec 1969 23:59:59 GMT");
}

TEST(HttpDateTest, OtherTextsAreNoDatesOfHeaders) {
  for (const char* const text : {"",
                                 "Sun, 06 Nov 1994 08:49:37 UTC",
                                 "Sun, 6 Nov 1994 08:49:37 GMT",
                                 "Sunday, 06-Nov-94 08:49:37 GMT",
                                 "Sun Nov  6 08:49:37 1994",
                                 "Sun, 31 Feb 1994 08:49:37 GMT",
                                 "Sun, 29 Feb 2023 08:49:37 GMT",
                                 "Sun, 00 Nov 1994 08:49:37 GMT",
                                 "Xun, 06 Nov 1994 08:49:37 GMT",
                                 "Sun, 06 Nox 1994 08:49:37 GMT",
                                 "Sun, 06 Nov 1994 24:00:00 GMT",
                                 "Sun, 06 Nov 1994 08:60:37 GMT",
                                 "Sun, 06 Nov 1994 08:49:60 GMT",
                                 "Sun, 06 Nov 1899 08:49:37 GMT",
                                 "Sun, 06 Nov 2200 08:49:37 GMT",
                                 "Sun, 06 Nov 1994 08:49:37 GMT ",
                                 " Sun, 06 Nov 1994 08:49:37 GMT",
                                 "Sun, 06 Nov 1994 08:49:37",
                                 "Sun, +6 Nov 1994 08:49:37 GMT",
                                 "0"}) {
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
  }
}

TEST(HttpDateTest, ListingsHaveIsoDates) {
  EXPECT_EQ(parse_iso_date("2009-10-12T17:50:30.000Z"), at_seconds(1255369830));
  EXPECT_EQ(parse_iso_date("2009-10-12T17:50:30Z"), at_seconds(1255369830));
  EXPECT_EQ(parse_iso_date("2017-05-31T16:15:57.034468261+01:00"),
            at_seconds(1496243757) + 34'468'261ns);
  EXPECT_EQ(parse_iso_date("2009-10-12T12:20:30-05:30"),
            at_seconds(1255369830));
  EXPECT_EQ(parse_iso_date("2009-10-12T17:50:30.0000000019Z"),
            at_seconds(1255369830) + 1ns);
  EXPECT_EQ(parse_iso_date("2009-10-12T17:50:30.5+00:00"),
            at_seconds(1255369830) + 500'000'000ns);
}

TEST(HttpDateTest, OtherTextsAreNoIsoDates) {
  for (const char* const text :
       {"", "2009-10-12", "2009-10-12T17:50:30", "2009-10-12 17:50:30Z",
        "2009-13-12T17:50:30Z", "2009-02-29T17:50:30Z", "2009-10-12T25:50:30Z",
        "2009-10-12T17:50:30.Z", "2009-10-12T17:50:30.5",
        "2009-10-12T17:50:30+1", "2009-10-12T17:50:30+0100",
        "2009-10-12T17:50:30+24:00", "2009-10-12T17:50:30+01:60",
        "2009-10-12T17:50:30ZZ", "2009-10-12T17:50:30.1x2Z",
        "09-10-12T17:50:30Z", "1255369830", "1899-10-12T17:50:30Z",
        "2200-10-12T17:50:30Z"}) {
    EXPECT_EQ(parse_iso_date(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace mtscomp
