// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/dtype.h"

#include <gtest/gtest.h>

#include <vector>

namespace mtscomp {
namespace {

struct NamedDtype {
  std::string word;    // "int16"
  std::string letter;  // "i2"
  ValueKind kind;
  std::uint8_t value_width;

  Dtype with(ByteOrder order) const {
    return {.kind = kind,
            .value_width = value_width,
            .byte_order = value_width == 1 ? ByteOrder::kLittleEndian : order};
  }
  Dtype little() const { return with(ByteOrder::kLittleEndian); }
  Dtype big() const { return with(ByteOrder::kBigEndian); }
};

std::vector<NamedDtype> all_dtypes() {
  return {{"int8", "i1", ValueKind::kSigned, 1},
          {"int16", "i2", ValueKind::kSigned, 2},
          {"int32", "i4", ValueKind::kSigned, 4},
          {"int64", "i8", ValueKind::kSigned, 8},
          {"uint8", "u1", ValueKind::kUnsigned, 1},
          {"uint16", "u2", ValueKind::kUnsigned, 2},
          {"uint32", "u4", ValueKind::kUnsigned, 4},
          {"uint64", "u8", ValueKind::kUnsigned, 8},
          {"float16", "f2", ValueKind::kFloat, 2},
          {"float32", "f4", ValueKind::kFloat, 4},
          {"float64", "f8", ValueKind::kFloat, 8}};
}

TEST(DtypeParseTest, ReadsWords) {
  for (const NamedDtype& dtype : all_dtypes()) {
    EXPECT_EQ(parse_dtype(dtype.word), dtype.little()) << dtype.word;
  }
}

TEST(DtypeParseTest, ReadsShortNamesAsLittleEndian) {
  for (const NamedDtype& dtype : all_dtypes()) {
    for (const std::string prefix : {"", "<", "=", "|"}) {
      EXPECT_EQ(parse_dtype(prefix + dtype.letter), dtype.little())
          << prefix << dtype.letter;
    }
  }
}

// Bug: mtscomp-pack refused -d short, which mtscomp takes.
TEST(DtypeParseTest, ReadsNamesOfCTypes) {
  const std::vector<std::pair<std::string, std::string>> same = {
      {"short", "int16"},    {"h", "int16"},        {"<h", "int16"},
      {">h", ">i2"},         {"ushort", "uint16"},  {"H", "uint16"},
      {"byte", "int8"},      {"b", "int8"},         {"ubyte", "uint8"},
      {"B", "uint8"},        {"intc", "int32"},     {"i", "int32"},
      {"uintc", "uint32"},   {"I", "uint32"},       {"int", "int64"},
      {"l", "int64"},        {"uint", "uint64"},    {"L", "uint64"},
      {"longlong", "int64"}, {"q", "int64"},        {"Q", "uint64"},
      {"half", "float16"},   {"e", "float16"},      {"single", "float32"},
      {"f", "float32"},      {"double", "float64"}, {"float", "float64"},
      {"d", "float64"}};
  for (const auto& [name, word] : same) {
    ASSERT_TRUE(parse_dtype(name)) << name;
    EXPECT_EQ(parse_dtype(name), parse_dtype(word)) << name;
  }
}

TEST(DtypeParseTest, ReadsBigEndianNames) {
  for (const NamedDtype& dtype : all_dtypes()) {
    EXPECT_EQ(parse_dtype(">" + dtype.letter), dtype.big()) << dtype.letter;
  }
}

TEST(DtypeParseTest, OneByteHasNoOrder) {
  EXPECT_EQ(parse_dtype(">i1"), parse_dtype("int8"));
  EXPECT_EQ(parse_dtype(">u1"), parse_dtype("uint8"));
}

TEST(DtypeParseTest, RefusesOtherTypes) {
  for (const std::string name :
       {"bool", "?",      "b1", "|b1",      "complex64", "complex128", "c8",
        "<c16", "float8", "f1", "float128", "f16",       "longdouble", "int128",
        "i16",  "object", "O",  "S1",       "<U1",       "datetime64", "M8",
        "m8",   "V2"}) {
    EXPECT_EQ(parse_dtype(name), std::nullopt) << name;
  }
}

TEST(DtypeParseTest, RefusesWhatIsNoName) {
  for (const std::string name :
       {"", " ", "<", ">", "2", "Int16", "INT16", " int16", "int16 ", "int016",
        "i3", "i0", "i22", "<int16", ">>i2", "i-", "u", "xi2", "i2x"}) {
    EXPECT_EQ(parse_dtype(name), std::nullopt) << '"' << name << '"';
  }
}

TEST(DtypeSerializeTest, WritesWordsForLittleEndian) {
  for (const NamedDtype& dtype : all_dtypes()) {
    EXPECT_EQ(serialize_dtype(dtype.little()), dtype.word);
  }
}

TEST(DtypeSerializeTest, WritesShortNamesForBigEndian) {
  for (const NamedDtype& dtype : all_dtypes()) {
    if (dtype.value_width > 1) {
      EXPECT_EQ(serialize_dtype(dtype.big()), ">" + dtype.letter);
    }
  }
}

TEST(DtypeSerializeTest, ReadsBackAsTheSame) {
  for (const NamedDtype& dtype : all_dtypes()) {
    EXPECT_EQ(parse_dtype(serialize_dtype(dtype.little())), dtype.little());
    EXPECT_EQ(parse_dtype(serialize_dtype(dtype.big())), dtype.big());
  }
}

}  // namespace
}  // namespace mtscomp
