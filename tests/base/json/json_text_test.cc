// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/json/json_text.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <utility>

#include "support/python.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

using std::string_literals::operator""s;

std::string serialize(const JsonValue& value) { return serialize_json(value); }

TEST(JsonTextTest, WritesScalars) {
  EXPECT_EQ(serialize({nullptr}), "null");
  EXPECT_EQ(serialize({true}), "true");
  EXPECT_EQ(serialize({false}), "false");
  EXPECT_EQ(serialize({std::uint64_t{0}}), "0");
  EXPECT_EQ(serialize({UINT64_MAX}), "18446744073709551615");
  EXPECT_EQ(serialize({std::int64_t{-1}}), "-1");
  EXPECT_EQ(serialize({INT64_MIN}), "-9223372036854775808");
  EXPECT_EQ(serialize({30000.0}), "30000.0");
  EXPECT_EQ(serialize({1e-5}), "1e-05");
}

TEST(JsonTextTest, WritesPythonsWordsForWhatIsNoNumber) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(serialize({kInfinity}), "Infinity");
  EXPECT_EQ(serialize({-kInfinity}), "-Infinity");
  EXPECT_EQ(serialize({std::nan("")}), "NaN");
}

TEST(JsonTextTest, EscapesAsPython) {
  EXPECT_EQ(serialize({"int16"s}), R"("int16")");
  EXPECT_EQ(serialize({"\"\\/"s}), R"("\"\\/")");
  EXPECT_EQ(serialize({"\n\r\t\f\b"s}), R"("\n\r\t\f\b")");
  EXPECT_EQ(serialize({"\0\x01\x1f\x7f"s}), R"("\u0000\u0001\u001f\u007f")");
  EXPECT_EQ(serialize({" ~"s}), R"(" ~")");
}

TEST(JsonTextTest, WritesAsciiOnly) {
  EXPECT_EQ(serialize({"\u0080\u00e9\u07ff"s}), R"("\u0080\u00e9\u07ff")");
  EXPECT_EQ(serialize({"\u0800\u20ac\uffff"s}), R"("\u0800\u20ac\uffff")");
  EXPECT_EQ(serialize({"\U00010000\U0001f600\U0010ffff"s}),
            R"("\ud800\udc00\ud83d\ude00\udbff\udfff")");
}

TEST(JsonTextTest, EmptyContainersStandOnOneLine) {
  EXPECT_EQ(serialize({JsonArray()}), "[]");
  EXPECT_EQ(serialize({JsonObject()}), "{}");
  EXPECT_EQ(serialize(parse_json(R"([[], {}])", "x")), "[\n  [],\n  {}\n]");
}

TEST(JsonTextTest, IndentsByTwoSpaces) {
  EXPECT_EQ(serialize(parse_json(R"({"a": [1, {"b": 2}], "c": 3})", "x")),
            "{\n"
            "  \"a\": [\n"
            "    1,\n"
            "    {\n"
            "      \"b\": 2\n"
            "    }\n"
            "  ],\n"
            "  \"c\": 3\n"
            "}");
}

TEST(JsonTextTest, SortsKeysByCodePoint) {
  const JsonObject object = {{"\U0001f600", {nullptr}}, {"\uffff", {nullptr}},
                             {"ab", {nullptr}},         {"a", {nullptr}},
                             {"B", {nullptr}},          {"", {nullptr}}};
  EXPECT_EQ(serialize({object}),
            "{\n"
            "  \"\": null,\n"
            "  \"B\": null,\n"
            "  \"a\": null,\n"
            "  \"ab\": null,\n"
            "  \"\\uffff\": null,\n"
            "  \"\\ud83d\\ude00\": null\n"
            "}");
}

// Random values of every type that parse_json() can return.
class RandomJson {
 public:
  explicit RandomJson(std::uint64_t seed) : random_(seed) {}

  JsonValue value(int depth = 0) {
    constexpr int kMaxDepth = 5;
    const std::uint64_t n_types = depth < kMaxDepth ? 8 : 6;
    switch (random_() % n_types) {
      case 0:
        return {nullptr};
      case 1:
        return {random_() % 2 == 0};
      case 2:
        return {random_() >> random_() % 64};
      case 3:
        return {-1 -
                static_cast<std::int64_t>(random_() >> (1 + random_() % 63))};
      case 4:
        return {number()};
      case 5:
        return {text()};
      case 6:
        return {array(depth)};
      default:
        return {object(depth)};
    }
  }

 private:
  double number() {
    const double any = std::bit_cast<double>(random_());
    return std::isfinite(any) && random_() % 2 == 0
               ? any
               : std::ldexp(static_cast<double>(random_()), -52);
  }

  std::string text() {
    std::string text;
    for (std::uint64_t n = random_() % 12; n > 0; --n) {
      append_code_point(text);
    }
    return text;
  }

  // Code points of every UTF-8 length, without surrogates.
  void append_code_point(std::string& text) {
    const unsigned any = static_cast<unsigned>(random_());
    const auto more = [](unsigned bits) {
      return static_cast<char>(0x80 | (bits & 0x3f));
    };
    switch (random_() % 5) {
      case 0:
      case 1:
        text += static_cast<char>(any % 0x80);
        break;
      case 2:
        text += {static_cast<char>(0xc2 + any % 0x1e), more(any >> 8)};
        break;
      case 3:
        text += {static_cast<char>(0xe1 + any % 12), more(any >> 8),
                 more(any >> 16)};
        break;
      default:
        text += {static_cast<char>(0xf1 + any % 3), more(any >> 8),
                 more(any >> 16), more(any >> 24)};
    }
  }

  JsonArray array(int depth) {
    JsonArray array(random_() % 4);
    for (JsonValue& item : array) {
      item = value(depth + 1);
    }
    return array;
  }

  JsonObject object(int depth) {
    JsonObject object;
    for (std::uint64_t n = random_() % 5; n > 0; --n) {
      std::string key = text();
      if (find_member(object, key) == nullptr) {
        object.push_back({std::move(key), value(depth + 1)});
      }
    }
    return object;
  }

  std::mt19937_64 random_;
};

bool is_same(const JsonValue& left, const JsonValue& right);

bool is_same(double left, double right) {
  return std::bit_cast<std::uint64_t>(left) ==
         std::bit_cast<std::uint64_t>(right);
}

bool is_same(const JsonArray& left, const JsonArray& right) {
  bool is_equal = left.size() == right.size();
  for (std::size_t i = 0; is_equal && i < left.size(); ++i) {
    is_equal = is_same(left[i], right[i]);
  }
  return is_equal;
}

// In any order.
bool is_same(const JsonObject& left, const JsonObject& right) {
  bool is_equal = left.size() == right.size();
  for (const auto& [key, value] : left) {
    const JsonValue* const other = find_member(right, key);
    is_equal = is_equal && other != nullptr && is_same(value, *other);
  }
  return is_equal;
}

template <typename Value>
bool is_same(const Value& left, const Value& right) {
  return left == right;
}

bool is_same(const JsonValue& left, const JsonValue& right) {
  return left.data.index() == right.data.index() &&
         std::visit(
             [&right](const auto& data) {
               return is_same(
                   data, std::get<std::decay_t<decltype(data)>>(right.data));
             },
             left.data);
}

TEST(JsonTextTest, ReadsBackAsTheSameValue) {
  RandomJson random(test_seed());
  for (int i = 0; i < 5000; ++i) {
    const JsonValue value = random.value();
    const std::string text = serialize_json(value);
    EXPECT_TRUE(is_same(value, parse_json(text, "x"))) << text;
  }
}

// Python reads each text, writes it again, and prints the first that differs.
TEST(JsonTextTest, PythonWritesTheSameBytes) {
  if (!has_python_module("json")) {
    GTEST_SKIP() << "no Python";
  }
  RandomJson random(test_seed());
  std::string texts;
  for (int i = 0; i < 20'000; ++i) {
    texts += serialize_json(random.value()) + '\0';
  }
  EXPECT_EQ(run_python("import json, sys\n"
                       "with open(sys.argv[1], 'rb') as file:\n"
                       "    texts = file.read().decode('ascii').split('\\0')\n"
                       "count = 0\n"
                       "for text in texts[:-1]:\n"
                       "    again = json.dumps(json.loads(text), indent=2,\n"
                       "                       sort_keys=True)\n"
                       "    if text != again:\n"
                       "        sys.exit(print(text, again, sep='\\n'))\n"
                       "    count += 1\n"
                       "print(count)\n",
                       texts),
            "20000\n");
}

TEST(JsonTextLineTest, IsWhatPythonWritesWithoutIndentation) {
  EXPECT_EQ(serialize_json_line(parse_json(
                R"({"b": [1, 2, []], "a": {"d": null, "c": "\n"}, "e": {}})",
                "text")),
            R"({"a": {"c": "\n", "d": null}, "b": [1, 2, []], "e": {}})");
}

}  // namespace
}  // namespace mtscomp
