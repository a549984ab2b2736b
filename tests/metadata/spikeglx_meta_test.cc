// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "metadata/spikeglx_meta.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

using std::string_literals::operator""s;

constexpr std::string_view kSha1Upper =
    "B84E6B78DF90728F23D0CCCEDF9D9355ED6272D0";
constexpr std::string_view kSha1Lower =
    "b84e6b78df90728f23d0cccedf9d9355ed6272d0";

SpikeGlxMeta parse(std::string_view text) {
  return parse_spikeglx_meta(text, "x.meta");
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

// A complete .meta; tests add lines to it.
const std::string kImec = "typeThis=imec\nnSavedChans=385\nimSampRate=30000\n";

TEST(SpikeglxMetaTest, ReadsEveryKey) {
  const SpikeGlxMeta meta =
      parse(fmt::format("appVersion=20190327\n"
                        "fileSHA1={}\n"
                        "fileSizeBytes=19045367880\n"
                        "imSampRate=30000.390639481\n"
                        "nSavedChans=385\n"
                        "typeThis=imec\n",
                        kSha1Upper));
  EXPECT_EQ(meta.type, "imec");
  EXPECT_EQ(meta.n_channels, 385);
  EXPECT_EQ(meta.sample_rate, 30000.390639481);
  EXPECT_EQ(meta.file_size, 19045367880);
  EXPECT_EQ(meta.file_sha1, kSha1Lower);
}

TEST(SpikeglxMetaTest, TypeSaysWhichRateCounts) {
  const std::string rates =
      "nSavedChans=9\nimSampRate=1\nniSampRate=2\nobSampRate=3\n";
  EXPECT_EQ(parse(rates + "typeThis=imec").sample_rate, 1);
  EXPECT_EQ(parse(rates + "typeThis=nidq").sample_rate, 2);
  EXPECT_EQ(parse(rates + "typeThis=obx").sample_rate, 3);
}

TEST(SpikeglxMetaTest, OneRateNeedsNoType) {
  EXPECT_EQ(parse("nSavedChans=2\nniSampRate=30003.0003").sample_rate,
            30003.0003);
  EXPECT_EQ(parse("typeThis=new\nnSavedChans=2\nobSampRate=30303").sample_rate,
            30303);
}

TEST(SpikeglxMetaTest, SeveralRatesNeedAType) {
  EXPECT_EQ(refusal_of("nSavedChans=2\nniSampRate=1\nimSampRate=2"),
            "x.meta: typeThis: expected imec, nidq or obx, found \"\", and 2 "
            "of the keys imSampRate, niSampRate, obSampRate");
}

TEST(SpikeglxMetaTest, TakesEitherLineEndAndNoLastOne) {
  for (const std::string end : {"\n", "\r\n"}) {
    for (const std::string last : {"", "\n", "\r\n", "\n\n", "\r"}) {
      const SpikeGlxMeta meta = parse(
          fmt::format("nSavedChans=152{}imSampRate=29999.757983{}", end, last));
      EXPECT_EQ(meta.n_channels, 152);
      EXPECT_EQ(meta.sample_rate, 29999.757983);
    }
  }
}

TEST(SpikeglxMetaTest, TakesAValueThatEndsTheText) {
  EXPECT_EQ(parse("imSampRate=2500\nnSavedChans=385").n_channels, 385);
}

TEST(SpikeglxMetaTest, IgnoresEqualsSignsInValues) {
  EXPECT_EQ(refusal_of("userNotes=nSavedChans=7 = =\n" + kImec), "");
  EXPECT_EQ(parse("catGTCmdline=<CatGT -g=0 -t=0,9>\n" + kImec).n_channels,
            385);
}

TEST(SpikeglxMetaTest, IgnoresTables) {
  const std::string table = "~imroTbl=(0,384)" + std::string(20'000, '(') +
                            "\n~nSavedChans=(7)\n~snsChanMap=(a=1)(b=2)\n";
  EXPECT_EQ(parse(table + kImec).n_channels, 385);
}

TEST(SpikeglxMetaTest, IgnoresKeysThatOnlyBeginTheSame) {
  EXPECT_EQ(parse("nSavedChans_original=7\nnSavedChan=8\n" + kImec).n_channels,
            385);
}

TEST(SpikeglxMetaTest, IgnoresLinesWithoutAValue) {
  EXPECT_EQ(refusal_of("\n\nnSavedChans\n=\n=5\nniMAChans1=\n" + kImec), "");
}

TEST(SpikeglxMetaTest, IgnoresBytesThatAreNoText) {
  EXPECT_EQ(refusal_of("userNotes=\xb5V \xff\0\x01\n"s + kImec), "");
}

TEST(SpikeglxMetaTest, IgnoresAByteOrderMark) {
  EXPECT_EQ(parse("\xef\xbb\xbfnSavedChans=3\nniSampRate=1").n_channels, 3);
}

TEST(SpikeglxMetaTest, IgnoresSpaceAroundKeysAndValues) {
  EXPECT_EQ(parse("nSavedChans = 3 \n niSampRate\t= 1").n_channels, 3);
}

TEST(SpikeglxMetaTest, ZeroIsNoHash) {
  EXPECT_EQ(parse(kImec).file_sha1, std::nullopt);
  EXPECT_EQ(parse(kImec + "fileSHA1=0\n").file_sha1, std::nullopt);
  EXPECT_EQ(parse(kImec + "fileSHA1=\n").file_sha1, std::nullopt);
}

TEST(SpikeglxMetaTest, TheSizeMayBeMissing) {
  EXPECT_EQ(parse(kImec).file_size, std::nullopt);
  EXPECT_EQ(parse(kImec + "fileSizeBytes=\n").file_size, std::nullopt);
  EXPECT_EQ(parse(kImec + "fileSizeBytes=0").file_size, 0);
}

TEST(SpikeglxMetaTest, RefusesMissingKeys) {
  EXPECT_EQ(refusal_of(""),
            "x.meta: nSavedChans: expected a whole number above 0, found no "
            "such key");
  EXPECT_EQ(refusal_of("nSavedChans=385\ntypeThis=imec\nniSampRate=3"),
            "x.meta: imSampRate: expected a rate above 0 Hz, found no such "
            "key");
  EXPECT_EQ(refusal_of("nSavedChans=385"),
            "x.meta: typeThis: expected imec, nidq or obx, found \"\", and 0 "
            "of the keys imSampRate, niSampRate, obSampRate");
}

TEST(SpikeglxMetaTest, RefusesARepeatedKey) {
  EXPECT_EQ(refusal_of(kImec + "nSavedChans=384\n"),
            "x.meta: nSavedChans: expected one value, found \"385\" and "
            "\"384\"");
  EXPECT_NE(refusal_of(kImec + "imSampRate=30001\n"), "");
  EXPECT_NE(refusal_of(kImec + "typeThis=nidq\n"), "");
}

// Bug: a .meta to which two tools had appended lines was refused.
TEST(SpikeglxMetaTest, AKeyMayRepeatItsValue) {
  EXPECT_EQ(parse(kImec + "nSavedChans=385\nfileSizeBytes=1\nfileSizeBytes=1\n")
                .file_size,
            1);
}

TEST(SpikeglxMetaTest, Utf16IsNamed) {
  for (const std::string mark : {"\xff\xfe", "\xfe\xff"}) {
    EXPECT_EQ(refusal_of(mark + "n\0S\0"s),
              "x.meta: the text is UTF-16; save it as UTF-8");
  }
}

TEST(SpikeglxMetaTest, RefusesMalformedCounts) {
  for (const std::string value :
       {"", "0", "-385", "385.5", "0.0", ".0", "+385", "3 85", "0x10", "many",
        "18446744073709551616"}) {
    EXPECT_EQ(
        refusal_of(fmt::format("imSampRate=1\nnSavedChans={}\n", value)),
        fmt::format("x.meta: nSavedChans: expected a whole number above 0, "
                    "found \"{}\"",
                    value));
  }
}

TEST(SpikeglxMetaTest, RefusesMalformedRates) {
  for (const std::string value : {"", "0", "-1", "inf", "nan", "30000,5", "1e",
                                  "30000 Hz", "1e999", "0x1p3"}) {
    EXPECT_EQ(refusal_of(fmt::format(
                  "typeThis=nidq\nnSavedChans=1\nniSampRate={}\n", value)),
              fmt::format("x.meta: niSampRate: expected a rate above 0 Hz, "
                          "found \"{}\"",
                          value));
  }
}

// Bug: a malformed field, which is only compared, prevented packing.
TEST(SpikeglxMetaTest, WarnsOfMalformedSizesAndHashes) {
  const SpikeGlxMeta size = parse(kImec + "fileSizeBytes=1e6");
  EXPECT_EQ(size.file_size, std::nullopt);
  EXPECT_THAT(
      size.warnings,
      ElementsAre(
          "x.meta: fileSizeBytes: expected a whole number, found \"1e6\""));
  const SpikeGlxMeta sha1 = parse(kImec + "fileSHA1=none");
  EXPECT_EQ(sha1.file_sha1, std::nullopt);
  EXPECT_THAT(sha1.warnings,
              ElementsAre("x.meta: fileSHA1: expected 40 hexadecimal digits or "
                          "0, found \"none\""));
  EXPECT_THAT(parse(kImec + "fileSHA1=" + std::string(40, 'g')).warnings,
              SizeIs(1));
  EXPECT_THAT(parse(kImec + "fileSizeBytes=1\nfileSizeBytes=2\n").warnings,
              SizeIs(1));
}

TEST(SpikeglxMetaTest, TakesWholeNumbersWithAPoint) {
  EXPECT_EQ(parse(kImec + "fileSizeBytes=20000.0").file_size, 20000);
  EXPECT_EQ(parse("nSavedChans=385.0\nniSampRate=1").n_channels, 385);
}

TEST(SpikeglxMetaTest, CutsLongFindings) {
  EXPECT_LT(refusal_of("nSavedChans=" + std::string(10'000, '9')).size(), 200);
}

}  // namespace
}  // namespace mtscomp
