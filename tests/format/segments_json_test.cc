// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/segments_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "format/header_text.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

TEST(SegmentsJsonTest, IsReadAsItWasWritten) {
  Header header = HeaderText().parse();
  header.segments = Segments({0, 4, 7});
  header.segments.append(
      {{.range = {0, 4}, .offset = 0, .size = 600, .adler = 5},
       {.range = {4, 7}, .offset = 600, .size = 43, .adler = 0xffffffff}});
  const Header read = parse_header(serialize_header(header), "x.ch");
  EXPECT_EQ(read.segments, header.segments);
  EXPECT_EQ(read.segments_problem, "");
  EXPECT_EQ(read.other_key, "");
}

TEST(SegmentsJsonTest, HeaderWithoutSegmentsDoesNotHaveTheKey) {
  EXPECT_EQ(serialize_header(HeaderText().parse()).find("segments"),
            std::string::npos);
}

// A pair can be read without its segments.
TEST(SegmentsJsonTest, WrongValueIsIgnoredAndReported) {
  for (const char* const value :
       {"1", "null", "{}", R"({"bounds": [0, 7]})",
        R"({"bounds": [0], "table": ""})", R"({"bounds": [1, 7], "table": ""})",
        R"({"bounds": [0, 7, 7], "table": ""})",
        R"({"bounds": [0, 7.5], "table": ""})",
        R"({"bounds": [0, 7], "table": 5})",
        R"({"bounds": [0, 7], "table": "Zg"})"}) {
    const Header header = HeaderText().with("segments", value).parse();
    EXPECT_TRUE(header.segments.empty()) << value;
    EXPECT_THAT(header.segments_problem, HasSubstr("segments")) << value;
  }
}

}  // namespace
}  // namespace mtscomp
