// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/json/json_members.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view kText = R"({
  "text": "a", "count": 12, "negative": -3, "real": 2.5, "zero": 0,
  "true": true, "one": 1, "counts": [1, 2], "nothing": null,
  "huge": 9223372036854775808, "mixed": [1, "a"]
})";

class JsonMembersTest : public ::testing::Test {
 protected:
  using Read = std::function<void(const JsonMembers&)>;

  // The error message; empty if the value is accepted.
  std::string refusal_of(const Read& read) const {
    try {
      read(members_);
    } catch (const FormatError& error) {
      return error.what();
    }
    return "";
  }

  const JsonObject object_ = parse_json_object(kText, "x.json");
  const JsonMembers members_ = JsonMembers(object_, "x.json");
};

TEST_F(JsonMembersTest, NullIsThereAndHasNoValue) {
  EXPECT_TRUE(members_.has("nothing"));
  EXPECT_FALSE(members_.has_value("nothing"));
  EXPECT_TRUE(members_.has_value("zero"));
  EXPECT_FALSE(members_.has("other"));
  EXPECT_FALSE(members_.has_value("other"));
}

TEST_F(JsonMembersTest, ReadsEachType) {
  EXPECT_EQ(members_.string("text"), "a");
  EXPECT_EQ(members_.count("count"), 12);
  EXPECT_EQ(members_.integer("count"), 12);
  EXPECT_EQ(members_.integer("negative"), -3);
  EXPECT_EQ(members_.positive_number("real"), 2.5);
  EXPECT_EQ(members_.positive_number("count"), 12);
  EXPECT_TRUE(members_.boolean("true"));
  EXPECT_TRUE(members_.boolean("one"));
  EXPECT_FALSE(members_.boolean("zero"));
  EXPECT_EQ(members_.array("mixed").size(), 2);
  EXPECT_THAT(members_.counts("counts"), ElementsAre(1, 2));
}

TEST_F(JsonMembersTest, RefusesOtherTypes) {
  EXPECT_EQ(refusal_of([](const JsonMembers& m) { m.string("count"); }),
            "x.json: count: expected a string, found 12");
  EXPECT_EQ(refusal_of([](const JsonMembers& m) { m.count("negative"); }),
            "x.json: negative: expected a whole number, found -3");
  EXPECT_EQ(refusal_of([](const JsonMembers& m) { m.integer("real"); }),
            "x.json: real: expected an integer, found 2.5");
  EXPECT_EQ(refusal_of([](const JsonMembers& m) { m.boolean("text"); }),
            "x.json: text: expected true or false, found \"a\"");
  EXPECT_EQ(refusal_of([](const JsonMembers& m) { m.array("text"); }),
            "x.json: text: expected an array, found \"a\"");
  EXPECT_EQ(refusal_of([](const JsonMembers& m) { m.counts("mixed"); }),
            "x.json: mixed: expected a whole number, found \"a\"");
}

TEST_F(JsonMembersTest, RefusesAnIntegerBeyond63Bits) {
  EXPECT_EQ(refusal_of([](const JsonMembers& m) { m.integer("huge"); }),
            "x.json: huge: expected an integer, found 9223372036854775808");
}

TEST_F(JsonMembersTest, RefusesNumbersThatAreNotAboveZero) {
  EXPECT_EQ(refusal_of([](const JsonMembers& m) { m.positive_number("zero"); }),
            "x.json: zero: expected a number above 0, found 0");
  EXPECT_EQ(
      refusal_of([](const JsonMembers& m) { m.positive_number("negative"); }),
      "x.json: negative: expected a number above 0, found -3");
}

TEST_F(JsonMembersTest, RefusesMissingKeys) {
  EXPECT_EQ(refusal_of([](const JsonMembers& m) { m.count("other"); }),
            "x.json: other: expected a whole number, found no such key");
}

TEST(JsonMembersParseTest, RefusesOtherValues) {
  EXPECT_THROW(parse_json_object("[1]", "x.json"), FormatError);
  EXPECT_THROW(parse_json_object("{", "x.json"), FormatError);
}

}  // namespace
}  // namespace mtscomp
