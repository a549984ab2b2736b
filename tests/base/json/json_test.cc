// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/json.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

#include "mtscomp/base/error.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using std::string_literals::operator""s;

JsonValue parse(std::string_view text) { return parse_json(text, "x.ch"); }

template <typename Type>
Type parse_as(std::string_view text) {
  return std::get<Type>(parse(text).data);
}

// The error message; empty if the text is accepted.
std::string refusal_of(std::string_view text) {
  try {
    parse(text);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

std::string nested_arrays(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(JsonTest, ReadsNullAndBooleans) {
  EXPECT_TRUE(std::holds_alternative<std::nullptr_t>(parse("null").data));
  EXPECT_TRUE(parse_as<bool>("true"));
  EXPECT_FALSE(parse_as<bool>("false"));
}

TEST(JsonTest, IntegersThatAreNotNegativeAreUnsigned) {
  EXPECT_EQ(parse_as<std::uint64_t>("0"), 0);
  EXPECT_EQ(parse_as<std::uint64_t>("4294967295"), 4294967295);
  EXPECT_EQ(parse_as<std::uint64_t>("4294967296"), 4294967296);
  EXPECT_EQ(parse_as<std::uint64_t>("9223372036854775808"),
            9223372036854775808U);
  EXPECT_EQ(parse_as<std::uint64_t>("18446744073709551615"), UINT64_MAX);
}

TEST(JsonTest, NegativeIntegersAreSigned) {
  EXPECT_EQ(parse_as<std::int64_t>("-1"), -1);
  EXPECT_EQ(parse_as<std::int64_t>("-2147483649"), -2147483649);
  EXPECT_EQ(parse_as<std::int64_t>("-9223372036854775808"), INT64_MIN);
}

TEST(JsonTest, IntegersBeyond64BitsAreDoubles) {
  EXPECT_EQ(parse_as<double>("18446744073709551616"), 0x1p64);
  EXPECT_EQ(parse_as<double>("-9223372036854775809"), -0x1p63);
  EXPECT_EQ(parse_as<double>("123456789012345678901234567890"),
            123456789012345678901234567890.0);
}

TEST(JsonTest, WholeDoublesStayDoubles) {
  EXPECT_EQ(parse_as<double>("30000.0"), 30000);
  EXPECT_EQ(parse_as<double>("3e4"), 30000);
}

TEST(JsonTest, ReadsTheRatesOfRecordingsToTheLastBit) {
  EXPECT_EQ(parse_as<double>("30000.390639481"), 30000.390639481);
  EXPECT_EQ(parse_as<double>("2500.032553290"), 2500.032553290);
}

TEST(JsonTest, ReadsHardDoublesToTheLastBit) {
  for (const std::string text :
       {"0.1", "5e-324", "2.2250738585072011e-308", "2.2250738585072014e-308",
        "0.793890497145075813", "0.3497880085872736855",
        "1.7976931348623157e308", "9007199254740993.0", "1e23",
        "8.4190000000000000000000000000001e-7", "-0.0",
        "0.1000000000000000055511151231257827021181583404541015625"}) {
    const double expected = std::strtod(text.c_str(), nullptr);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(parse_as<double>(text)),
              std::bit_cast<std::uint64_t>(expected))
        << text;
  }
}

TEST(JsonTest, ReadsRandomDoublesToTheLastBit) {
  std::mt19937_64 random(test_seed());
  for (int i = 0; i < 20000; ++i) {
    const double expected = std::bit_cast<double>(random());
    if (!std::isfinite(expected)) {
      continue;
    }
    const std::string text = fmt::format("{:.16e}", expected);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(parse_as<double>(text)),
              std::bit_cast<std::uint64_t>(expected))
        << text;
  }
}

TEST(JsonTest, ReadsDoublesOfManyDigits) {
  std::mt19937_64 random(test_seed());
  for (int i = 0; i < 200; ++i) {
    std::string text = "0.";
    for (std::uint64_t digits = random() % 1000 + 1; digits > 0; --digits) {
      text += static_cast<char>('0' + random() % 10);
    }
    EXPECT_EQ(parse_as<double>(text), std::strtod(text.c_str(), nullptr))
        << text;
  }
}

TEST(JsonTest, ReadsStringsWithEscapes) {
  EXPECT_EQ(parse_as<std::string>(R"("a\n\"\\\/\u0041\u00e9\ud83d\ude00")"),
            "a\n\"\\/A\u00e9\U0001f600");
  EXPECT_EQ(parse_as<std::string>(R"("a\u0000b")"), "a\0b"s);
}

TEST(JsonTest, TakesTheCharactersNextToTheSurrogates) {
  EXPECT_EQ(parse_as<std::string>("\"\ud7ff\ue000\""), "\ud7ff\ue000");
  EXPECT_EQ(parse_as<std::string>(R"("\ud7ff\ue000")"), "\ud7ff\ue000");
}

TEST(JsonTest, KeepsTheOrderOfArrays) {
  const JsonArray array = parse_as<JsonArray>("[1, \"a\", [], null]");
  ASSERT_EQ(array.size(), 4);
  EXPECT_EQ(std::get<std::uint64_t>(array[0].data), 1);
  EXPECT_EQ(std::get<std::string>(array[1].data), "a");
  EXPECT_TRUE(std::get<JsonArray>(array[2].data).empty());
}

TEST(JsonTest, KeepsTheOrderOfMembers) {
  const JsonObject object = parse_as<JsonObject>(R"({"b": 1, "a": {"b": 2}})");
  ASSERT_EQ(object.size(), 2);
  EXPECT_EQ(object[0].key, "b");
  EXPECT_EQ(object[1].key, "a");
}

TEST(JsonTest, FindsMembersByKey) {
  const JsonObject object = parse_as<JsonObject>(R"({"b": 1, "a": true})");
  ASSERT_NE(find_member(object, "a"), nullptr);
  EXPECT_TRUE(std::get<bool>(find_member(object, "a")->data));
  EXPECT_EQ(find_member(object, "c"), nullptr);
  EXPECT_EQ(find_member({}, "a"), nullptr);
}

TEST(JsonTest, TakesWhiteSpaceAroundTheValue) {
  EXPECT_EQ(parse_as<std::uint64_t>(" \t\r\n1\n "), 1);
}

TEST(JsonTest, RefusesDuplicateKeys) {
  EXPECT_THAT(refusal_of(R"({"a": 1, "b": 2, "a": 1})"),
              HasSubstr("key \"a\" appears twice"));
  EXPECT_THAT(refusal_of(R"([{"x": {"a": 1, "\u0061": 1}}])"),
              HasSubstr("key \"a\" appears twice"));
}

TEST(JsonTest, CutsALongDuplicateKey) {
  const std::string key(10'000, 'x');
  EXPECT_LT(refusal_of(fmt::format(R"({{"{}": 1, "{}": 1}})", key, key)).size(),
            300);
}

TEST(JsonTest, TakesTheSameKeyInDifferentObjects) {
  EXPECT_EQ(refusal_of(R"({"a": {"a": 1}, "b": {"a": 1}})"), "");
}

TEST(JsonTest, RefusesInvalidUtf8) {
  for (const std::string text :
       {"\"\x80\"", "\"\xc3\"", "\"\xc0\x80\"", "\"\xff\"", "\"\xed\xa0\x80\"",
        "\"\xf4\x90\x80\x80\"", "{\"\x80\": 1}"}) {
    EXPECT_NE(refusal_of(text), "") << testing::PrintToString(text);
  }
}

TEST(JsonTest, RefusesUnpairedSurrogates) {
  EXPECT_NE(refusal_of(R"("\ud83d")"), "");
  EXPECT_NE(refusal_of(R"("\ud83dx")"), "");
  EXPECT_NE(refusal_of(R"("\ude00")"), "");
  EXPECT_NE(refusal_of(R"({"\ude00": 1})"), "");
}

TEST(JsonTest, RefusesWhatIsNoFiniteNumber) {
  for (const std::string text :
       {"NaN", "nan", "Infinity", "-Infinity", "Inf", "1e400", "-1e400"}) {
    EXPECT_NE(refusal_of(text), "") << text;
  }
  // The exponents are valid for a double, but the values are too large.
  for (const std::string text : {"9e308", "-9e308"}) {
    EXPECT_THAT(refusal_of(text), HasSubstr("beyond the range of double"));
  }
}

TEST(JsonTest, RefusesTextAfterTheValue) {
  for (const std::string& text :
       {"{} {}"s, "1 2"s, "{},"s, "{}x"s, "[]]"s, "{}\0"s, "{}\0x"s}) {
    EXPECT_NE(refusal_of(text), "") << testing::PrintToString(text);
  }
}

TEST(JsonTest, RefusesBrokenText) {
  for (const std::string& text :
       {""s,          " "s,           "{"s,        "["s,
        "[1,]"s,      "{\"a\": 1,}"s, "{\"a\"}"s,  "{a: 1}"s,
        "'a'"s,       "\"a"s,         "\"a\nb\""s, "tru"s,
        "01"s,        "+1"s,          "1."s,       ".5"s,
        "1e"s,        "0x10"s,        "-"s,        "// a\n1"s,
        "/* a */ 1"s, "\"\\x\""s,     "[1 2]"s,    "\0"s,
        "\"a\0b\""s}) {
    EXPECT_NE(refusal_of(text), "") << testing::PrintToString(text);
  }
}

TEST(JsonTest, TakesTheDeepestNesting) {
  EXPECT_EQ(refusal_of(nested_arrays(kMaxJsonDepth)), "");
}

TEST(JsonTest, RefusesDeeperNesting) {
  EXPECT_THAT(refusal_of(nested_arrays(kMaxJsonDepth + 1)),
              HasSubstr("nested more than 64 levels deep"));
}

// Each two bytes of text become a value of about fifty bytes in memory.
TEST(JsonTest, RefusesMoreValuesThanAHeaderNeeds) {
  std::string text = "[";
  for (std::size_t i = 0; i < kMaxJsonValues; ++i) {
    text += "1,";
  }
  EXPECT_EQ(refusal_of(text.substr(0, text.size() - 3) + "]"), "");
  EXPECT_THAT(refusal_of(text + "1]"), HasSubstr("more than 4194304 values"));
}

TEST(JsonTest, RefusesEndlessNestingWithoutOverflow) {
  // NOLINTNEXTLINE(bugprone-string-constructor): the length is intended.
  EXPECT_NE(refusal_of(std::string(10'000'000, '[')), "");
}

TEST(JsonTest, RefusalNamesFileAndByte) {
  EXPECT_THAT(refusal_of("[1, x]"),
              AllOf(HasSubstr("x.ch: "), HasSubstr("byte 4")));
}

TEST(JsonDescribeTest, ShowsScalars) {
  EXPECT_EQ(describe({nullptr}), "null");
  EXPECT_EQ(describe({true}), "true");
  EXPECT_EQ(describe({std::uint64_t{12}}), "12");
  EXPECT_EQ(describe({std::int64_t{-12}}), "-12");
  EXPECT_EQ(describe({1.5}), "1.5");
  EXPECT_EQ(describe({"F"s}), "\"F\"");
}

TEST(JsonDescribeTest, CountsArrays) {
  EXPECT_EQ(describe(parse("[1, 2, 3]")), "an array of 3");
  EXPECT_EQ(describe(parse("{\"a\": 1}")), "an object");
}

TEST(JsonDescribeTest, CutsLongStrings) {
  const std::string text = describe({std::string(1000, 'x')});
  EXPECT_LT(text.size(), 100);
  EXPECT_THAT(text, HasSubstr("1000 bytes"));
}

}  // namespace
}  // namespace mtscomp
