// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/character_references.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

TEST(CharacterReferencesTest, AreReplaced) {
  EXPECT_EQ(decode_character_references("a&amp;b&lt;&gt;&quot;&apos;"),
            "a&b<>\"'");
  EXPECT_EQ(decode_character_references("&#35;&#x23;&#X2F;"), "##/");
  EXPECT_EQ(decode_character_references("&#252;&#8364;&#x1F600;"),
            "\u00fc\u20ac\U0001F600");
  EXPECT_EQ(decode_character_references("&amp;amp;"), "&amp;");
}

TEST(CharacterReferencesTest, OtherTextStays) {
  for (const char* const text :
       {"", "a", "&", "a&b", "&;", "&amp", "&AMP;", "&nothing;", "&#;", "&#x;",
        "&#0;", "&#xd800;", "&#x110000;", "&#99999999999;", "&#-1;", "&#1a;",
        "& amp;"}) {
    EXPECT_EQ(decode_character_references(text), text);
  }
}

}  // namespace
}  // namespace mtscomp
