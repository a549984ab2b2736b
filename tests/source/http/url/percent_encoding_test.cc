// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/url/percent_encoding.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

TEST(PercentEncodingTest, KeepsUnreservedCharactersOnly) {
  EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(percent_encode("#2024-05-06#"), "%232024-05-06%23");
  EXPECT_EQ(percent_encode("a b+c/d"), "a%20b%2Bc%2Fd");
  EXPECT_EQ(percent_encode("gr\u00fc\u00dfe"), "gr%C3%BC%C3%9Fe");
  EXPECT_EQ(percent_encode(std::string_view("\0\xff", 2)), "%00%FF");
}

TEST(PercentEncodingTest, KeepsSlashesOfAPath) {
  EXPECT_EQ(percent_encode_path("/a b/#c/"), "/a%20b/%23c/");
}

TEST(PercentEncodingTest, DecodesEveryByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i);
  }
  EXPECT_EQ(percent_decode(percent_encode(bytes)), bytes);
  EXPECT_EQ(percent_decode("%c3%BCa+b"), "\u00fca+b");
}

TEST(PercentEncodingTest, FormsHaveAPlusForABlank) {
  EXPECT_EQ(form_decode("a+b%2Bc%20d"), "a b+c d");
}

TEST(PercentEncodingTest, RefusesDigitsThatAreMissing) {
  for (const char* const text :
       {"%", "a%", "%4", "%zz", "%4g", "%-1", "%%41"}) {
    EXPECT_EQ(percent_decode(text), std::nullopt) << text;
    EXPECT_EQ(form_decode(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace mtscomp
