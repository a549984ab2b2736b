// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/transfer/etag.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

TEST(EtagTest, StrongTagsStay) {
  for (const char* const tag :
       {"\"663881d9-7d0\"", "\"\"", "\"d41d8cd98f00b204e9800998ecf8427e-12\"",
        "\"W/x,y\"", "\"\xff\"", "d41d8cd98f00b204e9800998ecf8427e"}) {
    EXPECT_EQ(parse_strong_etag(tag), tag);
  }
  EXPECT_EQ(parse_strong_etag(" \"a\"\t"), "\"a\"");
}

TEST(EtagTest, WeakTagsAndOtherTextsAreNone) {
  for (const char* const text :
       {"", "W/\"a\"", "w/\"a\"", "*", "\"", "\"a", "a\"", "\"a\" \"b\"",
        "\"a b\"", "\"a\"b\"", "\"a\nb\"", "\"a\x7f\"", "a-b",
        "\"a\", \"b\""}) {
    EXPECT_EQ(parse_strong_etag(text), std::nullopt) << text;
  }
}

TEST(EtagTest, LongTagsAreNone) {
  EXPECT_TRUE(parse_strong_etag('"' + std::string(1022, 'a') + '"'));
  EXPECT_FALSE(parse_strong_etag('"' + std::string(1023, 'a') + '"'));
}

}  // namespace
}  // namespace mtscomp
