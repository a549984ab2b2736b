// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/json/json_elements.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "base/json/json_text.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::vector<std::string> elements_of(std::string_view text,
                                     const JsonLimits& limits = {}) {
  std::vector<std::string> elements;
  parse_json_elements(text, "x.json", limits,
                      [&elements](const JsonValue& value) {
                        elements.push_back(serialize_json_line(value));
                      });
  return elements;
}

std::string refusal_of(std::string_view text, const JsonLimits& limits = {}) {
  try {
    elements_of(text, limits);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

TEST(JsonElementsTest, ArePassedInOrder) {
  EXPECT_EQ(elements_of(R"([1, "a", [2, [3]], {"k": [4]}, null])"),
            (std::vector<std::string>{"1", "\"a\"", "[2, [3]]", "{\"k\": [4]}",
                                      "null"}));
  EXPECT_TRUE(elements_of(" [ ] ").empty());
}

TEST(JsonElementsTest, OtherValuesAreRefused) {
  EXPECT_EQ(refusal_of("{\"a\": 1}"),
            "x.json: cannot parse JSON at byte 0: expected an array, found an "
            "object");
  EXPECT_EQ(refusal_of("12"),
            "x.json: cannot parse JSON at byte 0: expected an array, found 12");
}

TEST(JsonElementsTest, RulesOfJsonHold) {
  for (const char* const text :
       {"", "[1,", "[1", "[1,]", "[1] 2", "[{\"a\":1,\"a\":2}]", "[\"\xff\"]",
        "[NaN]", "[\"\\udc00\"]"}) {
    EXPECT_NE(refusal_of(text), "") << text;
  }
  EXPECT_NE(refusal_of(std::string_view("[1]\0", 4)), "");
}

TEST(JsonElementsTest, TheLimitOfValuesIsThatOfOneElement) {
  const JsonLimits limits = {.max_values = 3, .advice = "; use less"};
  EXPECT_EQ(elements_of("[[1, 2], [3, 4], [5, 6], 7, 8, 9, 10]", limits).size(),
            7);
  EXPECT_EQ(refusal_of("[[1, 2], [1, 2, 3]]", limits),
            "x.json: cannot parse JSON at byte 17: more than 3 values; use "
            "less");
}

TEST(JsonElementsTest, ADeepElementIsRefused) {
  EXPECT_THROW(elements_of(std::string(kMaxJsonDepth + 1, '[')),
               UnsupportedError);
}

TEST(JsonElementsTest, AnExceptionEndsTheParse) {
  int n_taken = 0;
  const auto take = [&n_taken](const JsonValue&) {
    if (++n_taken == 2) {
      throw std::out_of_range("enough");
    }
  };
  EXPECT_THROW(parse_json_elements("[1, 2, 3]", "x", {}, take),
               std::out_of_range);
  EXPECT_EQ(n_taken, 2);
}

}  // namespace
}  // namespace mtscomp
