// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/base64.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

// RFC 4648, section 10.
TEST(Base64Test, ConvertsTheExamplesOfTheStandard) {
  for (const auto& [bytes, text] :
       {std::pair{"", ""}, std::pair{"f", "Zg=="}, std::pair{"fo", "Zm8="},
        std::pair{"foo", "Zm9v"}, std::pair{"foobar", "Zm9vYmFy"}}) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(parse_base64(text), bytes);
  }
}

TEST(Base64Test, KeepsEveryByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i);
  }
  EXPECT_EQ(parse_base64(to_base64(bytes)), bytes);
}

TEST(Base64Test, RefusesOtherTexts) {
  for (const char* const text :
       {"Z", "Zg", "Zg=", "Zh==", "Zm9=", " Zg==", "Zg==\n",
        "Zm9v Zg=", "====", "Z===", "Zm-v", "Zg==Zg=="}) {
    EXPECT_EQ(parse_base64(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace mtscomp
