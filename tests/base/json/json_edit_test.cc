// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/json/json_edit.h"

#include <gtest/gtest.h>

#include "base/json/json_text.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::string edit(std::string_view text,
                 const std::vector<MemberChange>& changes) {
  return edit_json_object(text, "x.json", changes);
}

MemberChange to(const std::string& key, std::uint64_t value) {
  return {.key = key, .value = JsonValue{value}};
}

TEST(JsonEditTest, KeepsAllOtherTextLetterByLetter) {
  EXPECT_EQ(
      edit("\n{ \"a\" :\t3e4 , \"b\":[1.50,{\"c\":\"}\\\",\"}],\"c\": 1 }\n",
           {to("c", 2)}),
      "\n{ \"a\" :\t3e4 , \"b\":[1.50,{\"c\":\"}\\\",\"}],\"c\": 2 }\n");
}

TEST(JsonEditTest, FindsKeysThatAreWrittenWithEscapes) {
  EXPECT_EQ(edit(R"({"\u0061": 1, "b": 1})", {to("a", 2)}),
            R"({"a": 2, "b": 1})");
}

TEST(JsonEditTest, RemovesAMemberAndOneComma) {
  const std::string text = R"({"a": 1, "b": 2, "c": 3})";
  EXPECT_EQ(edit(text, {{"a", {}}}), R"({"b": 2, "c": 3})");
  EXPECT_EQ(edit(text, {{"b", {}}}), R"({"a": 1, "c": 3})");
  EXPECT_EQ(edit(text, {{"c", {}}}), R"({"a": 1, "b": 2})");
  EXPECT_EQ(edit(text, {{"a", {}}, {"b", {}}, {"c", {}}}), "{}");
  EXPECT_EQ(edit(text, {{"d", {}}}), text);
}

TEST(JsonEditTest, AddsAMemberWherePythonWritesIt) {
  const std::string text = "{\n  \"b\": 1,\n  \"d\": 2\n}";
  EXPECT_EQ(edit(text, {to("e", 9), to("a", 7), to("c", 8)}),
            "{\n  \"a\": 7,\n  \"b\": 1,\n  \"c\": 8,\n  \"d\": 2,\n"
            "  \"e\": 9\n}");
  EXPECT_EQ(edit("{}", {to("a", 1)}), "{\n  \"a\": 1\n}");
  // Bug: the text around the braces was dropped.
  EXPECT_EQ(edit("\n{ }\n", {to("a", 1)}), "\n{\n  \"a\": 1\n}\n");
}

TEST(JsonEditTest, WritesChangedMembersAsSerializeJsonDoes) {
  const JsonObject object = {{"a", {JsonArray{{std::uint64_t{1}}}}},
                             {"b", {std::string("\xc3\xa9")}}};
  JsonObject other = object;
  other[0].value = {JsonArray{}};
  EXPECT_EQ(edit(serialize_json({other}), {{"a", object[0].value}}),
            serialize_json({object}));
}

TEST(JsonEditTest, RefusesTextThatIsNoObject) {
  EXPECT_THROW(edit("[1]", {}), FormatError);
  EXPECT_THROW(edit("{\"a\": 1", {}), FormatError);
}

}  // namespace
}  // namespace mtscomp
