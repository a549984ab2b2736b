// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/header_json.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/golden.h"

namespace mtscomp {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr std::string_view kSha1A = "b84e6b78df90728f23d0cccedf9d9355ed6272d0";
constexpr std::string_view kSha1B = "cc2aac875df8bda6c1bee4df704a54e0b7c85a11";

// A .ch as JSON texts by key, so that a test changes one of them.
class HeaderText {
 public:
  HeaderText()
      : members_({{"algorithm", "\"zlib\""},
                  {"chunk_bounds", "[0, 100, 200, 217]"},
                  {"chunk_offsets", "[0, 643, 1296, 1435]"},
                  {"chunk_order", "\"F\""},
                  {"comp_level", "-1"},
                  {"do_spatial_diff", "false"},
                  {"do_time_diff", "true"},
                  {"dtype", "\"int16\""},
                  {"n_channels", "7"},
                  {"sample_rate", "30000.390639481"},
                  {"sha1_compressed", fmt::format("\"{}\"", kSha1A)},
                  {"sha1_uncompressed", fmt::format("\"{}\"", kSha1B)},
                  {"shape", "[217, 7]"},
                  {"version", "\"1.0\""}}) {}

  // As the files of August and September 2019.
  static HeaderText legacy() {
    return HeaderText()
        .without("chunk_order")
        .without("sha1_compressed")
        .without("sha1_uncompressed")
        .without("shape");
  }

  HeaderText with(const std::string& key, const std::string& value) const {
    HeaderText changed = *this;
    changed.members_[key] = value;
    return changed;
  }
  HeaderText without(const std::string& key) const {
    HeaderText changed = *this;
    changed.members_.erase(key);
    return changed;
  }

  std::string text() const {
    std::string text;
    for (const auto& [key, value] : members_) {
      text +=
          fmt::format("{}\n  \"{}\": {}", text.empty() ? "{" : ",", key, value);
    }
    return text + "\n}";
  }

  Header parse(const HeaderLimits& limits = {}) const {
    return parse_header(text(), "x.ch", limits);
  }

  // The message, or nothing if the text is accepted.
  std::string refusal(const HeaderLimits& limits = {}) const {
    try {
      parse(limits);
    } catch (const FormatError& error) {
      return error.what();
    }
    return "";
  }

 private:
  std::map<std::string, std::string> members_;
};

// Two for each chunk that is allowed, and room for all else.
std::string array_of(std::size_t n_values) {
  std::string text = "[0";
  for (std::size_t i = 1; i < n_values; ++i) {
    text += ",0";
  }
  return text + "]";
}

TEST(ParseHeader, TakesAsManyValuesAsChunksMayNeed) {
  const HeaderLimits limits = {.max_chunks = 10};
  const HeaderText header =
      HeaderText().with("x", array_of(limits.max_json_values() - 100));
  EXPECT_EQ(header.refusal(limits), "");
}

TEST(ParseHeader, RefusesMoreValues) {
  const HeaderLimits limits = {.max_chunks = 10};
  const HeaderText header =
      HeaderText().with("x", array_of(limits.max_json_values()));
  EXPECT_THAT(header.refusal(limits),
              EndsWith(": more than 65558 values; -o max_chunks=N or "
                       "MTSCOMP_MAX_CHUNKS=N allows more"));
  EXPECT_EQ(header.refusal({.max_chunks = 1000}), "");
}

TEST(ParseHeader, ReadsEveryKey) {
  const Header header = HeaderText().parse();
  EXPECT_EQ(header.version, "1.0");
  EXPECT_EQ(header.algorithm, "zlib");
  EXPECT_TRUE(header.do_time_diff);
  EXPECT_FALSE(header.do_spatial_diff);
  EXPECT_EQ(header.dtype, parse_dtype("int16"));
  EXPECT_EQ(header.n_channels, 7);
  EXPECT_EQ(header.sample_rate, 30000.390639481);
  EXPECT_THAT(header.chunk_bounds, ElementsAre(0, 100, 200, 217));
  EXPECT_THAT(header.chunk_offsets, ElementsAre(0, 643, 1296, 1435));
  EXPECT_EQ(header.chunk_order, ChunkOrder::kChannelMajor);
  EXPECT_EQ(header.sha1_compressed, kSha1A);
  EXPECT_EQ(header.sha1_uncompressed, kSha1B);
  EXPECT_THAT(header.shape, ElementsAre(217, 7));
  EXPECT_FALSE(header.chopped);
}

TEST(ParseHeader, ReadsBothChunkOrders) {
  EXPECT_EQ(HeaderText().with("chunk_order", "\"F\"").parse().chunk_order,
            ChunkOrder::kChannelMajor);
  EXPECT_EQ(HeaderText().with("chunk_order", "\"C\"").parse().chunk_order,
            ChunkOrder::kSampleMajor);
}

TEST(ParseHeader, ReadsZeroAndOneAsBooleans) {
  const Header header = HeaderText()
                            .with("do_time_diff", "0")
                            .with("do_spatial_diff", "1")
                            .parse();
  EXPECT_FALSE(header.do_time_diff);
  EXPECT_TRUE(header.do_spatial_diff);
}

TEST(ParseHeader, ReadsAWholeRate) {
  EXPECT_EQ(HeaderText().with("sample_rate", "2500").parse().sample_rate, 2500);
}

TEST(ParseHeader, ReadsBigEndianDtypes) {
  EXPECT_EQ(HeaderText().with("dtype", "\">i2\"").parse().dtype.byte_order,
            ByteOrder::kBigEndian);
}

TEST(ParseHeader, ReadsAChoppedHeader) {
  const Header header = HeaderText()
                            .with("chopped", "true")
                            .with("sha1_compressed", "null")
                            .with("sha1_uncompressed", "null")
                            .parse();
  EXPECT_TRUE(header.chopped);
  EXPECT_EQ(header.sha1_compressed, std::nullopt);
  EXPECT_EQ(header.sha1_uncompressed, std::nullopt);
}

TEST(ParseHeader, TakesShapesOfAnyDimension) {
  EXPECT_THAT(HeaderText().with("shape", "[7, 31, 7]").parse().shape,
              ElementsAre(7, 31, 7));
  EXPECT_THAT(HeaderText().with("shape", "[]").parse().shape, IsEmpty());
}

TEST(ParseHeader, ShapeDecidesNoSize) {
  EXPECT_EQ(HeaderText().with("shape", "[9999, 9]").parse().n_samples(), 217);
}

TEST(ParseHeader, IgnoresUnknownKeys) {
  EXPECT_EQ(HeaderText()
                .with("future", "{\"a\": [1, null]}")
                .with("comp_level", "\"high\"")
                .refusal(),
            "");
}

TEST(ParseHeader, TakesAHeaderWithoutCompLevel) {
  EXPECT_EQ(HeaderText().without("comp_level").refusal(), "");
}

TEST(ParseHeader, KeepsAnIntegerCompLevel) {
  EXPECT_EQ(HeaderText().parse().comp_level, -1);
  EXPECT_EQ(HeaderText().with("comp_level", "0").parse().comp_level, 0);
  EXPECT_EQ(HeaderText().with("comp_level", "9").parse().comp_level, 9);
  EXPECT_EQ(HeaderText().with("comp_level", "-2").parse().comp_level, -2);
}

TEST(ParseHeader, AnyOtherCompLevelIsMtscompsDefault) {
  for (const std::string value :
       {"null", "6.0", "\"6\"", "[]", "true", "9223372036854775808"}) {
    EXPECT_EQ(HeaderText().with("comp_level", value).parse().comp_level, -1)
        << value;
  }
  EXPECT_EQ(HeaderText().without("comp_level").parse().comp_level, -1);
}

TEST(ParseHeader, TakesMissingHashesAndShapeOneByOne) {
  for (const std::string key :
       {"sha1_compressed", "sha1_uncompressed", "shape"}) {
    EXPECT_EQ(HeaderText().without(key).refusal(), "") << key;
  }
}

TEST(ParseHeader, LegacyHeaderWithoutChunkOrderIsSampleMajor) {
  EXPECT_EQ(HeaderText::legacy().parse().chunk_order, ChunkOrder::kSampleMajor);
}

TEST(ParseHeader, LegacyHeaderWithoutDoSpatialDiffHasNone) {
  EXPECT_FALSE(
      HeaderText::legacy().without("do_spatial_diff").parse().do_spatial_diff);
}

TEST(ParseHeader, LegacyHeaderKeepsWhatItSays) {
  const Header header = HeaderText::legacy()
                            .with("chunk_order", "\"F\"")
                            .with("do_spatial_diff", "true")
                            .parse();
  EXPECT_EQ(header.chunk_order, ChunkOrder::kChannelMajor);
  EXPECT_TRUE(header.do_spatial_diff);
}

TEST(ParseHeader, KeysOfOthersAreIgnoredAndKnownToBeThere) {
  EXPECT_EQ(HeaderText().parse().other_key, "");
  EXPECT_EQ(HeaderText::legacy().parse().other_key, "");
  EXPECT_EQ(HeaderText().with("chopped", "true").parse().other_key, "");
  EXPECT_EQ(HeaderText().with("shapf", "[1]").parse().other_key, "shapf");
}

TEST(ParseHeader, LegacyHeaderMayBeOfVersion00) {
  EXPECT_EQ(HeaderText::legacy().with("version", "\"0.0\"").refusal(), "");
}

TEST(ParseHeader, OnlyLegacyHeadersMayBeOfVersion00) {
  EXPECT_THAT(HeaderText().with("version", "\"0.0\"").refusal(),
              StartsWith("x.ch: version: expected \"1.0\""));
}

TEST(ParseHeader, LegacyHeaderNeedsItsOtherKeys) {
  EXPECT_EQ(HeaderText::legacy().without("do_time_diff").refusal(),
            "x.ch: do_time_diff: expected true or false, found no such key");
}

// With any of the three newer keys, a missing one is a damaged one.
TEST(ParseHeader, OneNewerKeyMakesAHeaderNotLegacy) {
  for (const auto& [key, value] :
       std::map<std::string, std::string>{{"sha1_compressed", "null"},
                                          {"sha1_uncompressed", "null"},
                                          {"shape", "[217, 7]"}}) {
    const HeaderText header = HeaderText::legacy().with(key, value);
    EXPECT_EQ(header.refusal(),
              "x.ch: chunk_order: expected a string, found no such key")
        << key;
    EXPECT_EQ(header.with("chunk_order", "\"C\"")
                  .without("do_spatial_diff")
                  .refusal(),
              "x.ch: do_spatial_diff: expected true or false, found no such "
              "key")
        << key;
  }
}

TEST(ParseHeader, RefusesDuplicateKeys) {
  const std::string text =
      "{\"n_channels\": 7, " + HeaderText().text().substr(1);
  try {
    parse_header(text, "x.ch");
    FAIL() << "accepted";
  } catch (const FormatError& error) {
    EXPECT_THAT(error.what(),
                AllOf(StartsWith("x.ch: "),
                      HasSubstr("key \"n_channels\" appears twice")));
  }
}

TEST(ParseHeader, RefusesWhatIsNoObject) {
  for (const auto& [text, found] :
       std::map<std::string, std::string>{{"[1, 2]", "an array of 2"},
                                          {"null", "null"},
                                          {"\"zlib\"", "\"zlib\""}}) {
    try {
      parse_header(text, "x.ch");
      FAIL() << "accepted";
    } catch (const FormatError& error) {
      EXPECT_EQ(error.what(), "x.ch: expected a JSON object, found " + found);
    }
  }
}

TEST(ParseHeader, RefusesBrokenJson) {
  for (const std::string text : {"", "{", "not json", "{\"version\": NaN}"}) {
    EXPECT_THROW(parse_header(text, "x.ch"), FormatError) << text;
  }
}

TEST(ParseHeader, RefusesATruncatedHeader) {
  const std::string whole = HeaderText().text();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_THROW(parse_header(whole.substr(0, size), "x.ch"), FormatError)
        << size;
  }
}

TEST(ParseHeader, Validates) {
  EXPECT_EQ(HeaderText().with("n_channels", "0").refusal(),
            "x.ch: n_channels: expected 1 to 1048576, found 0");
}

TEST(ParseHeader, ValidatesAgainstTheLimitsThatAreGiven) {
  EXPECT_THROW(HeaderText().parse({.max_channels = 6}), FormatError);
  EXPECT_NO_THROW(HeaderText().parse({.max_channels = 7}));
}

TEST(ParseHeader, CutsLongFindings) {
  for (const std::string key :
       {"version", "algorithm", "dtype", "chunk_order", "sha1_compressed"}) {
    const std::string value = fmt::format("\"{}\"", std::string(10'000, 'x'));
    EXPECT_LT(HeaderText().with(key, value).refusal().size(), 300) << key;
  }
}

// One value of one key that is refused, and what the message says of it.
struct Refusal {
  std::string name;
  std::string key;
  std::string value;  // Empty: the key is missing.
  std::string expected;
  std::string found;
};

// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest calls this name.
void PrintTo(const Refusal& refusal, std::ostream* stream) {
  *stream << refusal.key << ": " << refusal.value;
}

class RefusedValue : public ::testing::TestWithParam<Refusal> {};

TEST_P(RefusedValue, IsNamedWithFileKeyExpectationAndFinding) {
  const Refusal& refusal = GetParam();
  const HeaderText header = refusal.value.empty()
                                ? HeaderText().without(refusal.key)
                                : HeaderText().with(refusal.key, refusal.value);
  EXPECT_EQ(header.refusal(),
            fmt::format("x.ch: {}: expected {}, found {}", refusal.key,
                        refusal.expected, refusal.found));
}

std::string name_of(const ::testing::TestParamInfo<Refusal>& test) {
  return test.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    MissingKey, RefusedValue,
    ::testing::Values(
        Refusal{"Version", "version", "", "a string", "no such key"},
        Refusal{"Algorithm", "algorithm", "", "a string", "no such key"},
        Refusal{"Dtype", "dtype", "", "a string", "no such key"},
        Refusal{"NChannels", "n_channels", "", "a whole number", "no such key"},
        Refusal{"SampleRate", "sample_rate", "", "a number above 0",
                "no such key"},
        Refusal{"ChunkBounds", "chunk_bounds", "", "an array of whole numbers",
                "no such key"},
        Refusal{"ChunkOffsets", "chunk_offsets", "",
                "an array of whole numbers", "no such key"},
        Refusal{"ChunkOrder", "chunk_order", "", "a string", "no such key"},
        Refusal{"DoTimeDiff", "do_time_diff", "", "true or false",
                "no such key"},
        Refusal{"DoSpatialDiff", "do_spatial_diff", "", "true or false",
                "no such key"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    WrongType, RefusedValue,
    ::testing::Values(
        Refusal{"Version", "version", "1.0", "a string", "1"},
        Refusal{"VersionNull", "version", "null", "a string", "null"},
        Refusal{"Algorithm", "algorithm", "[]", "a string", "an array of 0"},
        Refusal{"Dtype", "dtype", "{}", "a string", "an object"},
        Refusal{"NChannelsString", "n_channels", "\"7\"", "a whole number",
                "\"7\""},
        Refusal{"NChannelsDouble", "n_channels", "7.5", "a whole number",
                "7.5"},
        Refusal{"NChannelsNegative", "n_channels", "-7", "a whole number",
                "-7"},
        Refusal{"NChannelsTrue", "n_channels", "true", "a whole number",
                "true"},
        Refusal{"SampleRateString", "sample_rate", "\"30000\"",
                "a number above 0", "\"30000\""},
        Refusal{"SampleRateNull", "sample_rate", "null", "a number above 0",
                "null"},
        Refusal{"SampleRateNegative", "sample_rate", "-30000",
                "a number above 0", "-30000"},
        Refusal{"ChunkBounds", "chunk_bounds", "217",
                "an array of whole numbers", "217"},
        Refusal{"ChunkBoundsEntry", "chunk_bounds", "[0, 100, \"200\", 217]",
                "a whole number", "\"200\""},
        Refusal{"ChunkBoundsDouble", "chunk_bounds", "[0, 100, 200.5, 217]",
                "a whole number", "200.5"},
        Refusal{"ChunkBoundsNegative", "chunk_bounds", "[0, 100, -200, 217]",
                "a whole number", "-200"},
        Refusal{"ChunkOffsets", "chunk_offsets", "{}",
                "an array of whole numbers", "an object"},
        Refusal{"ChunkOffsetsEntry", "chunk_offsets", "[0, 643, [], 1435]",
                "a whole number", "an array of 0"},
        Refusal{"ChunkOrderNull", "chunk_order", "null", "a string", "null"},
        Refusal{"DoTimeDiffString", "do_time_diff", "\"true\"", "true or false",
                "\"true\""},
        Refusal{"DoTimeDiffNull", "do_time_diff", "null", "true or false",
                "null"},
        Refusal{"DoSpatialDiff", "do_spatial_diff", "0.0", "true or false",
                "0"},
        Refusal{"Sha1Compressed", "sha1_compressed", "12",
                "40 hexadecimal digits or null", "12"},
        Refusal{"Sha1Uncompressed", "sha1_uncompressed", "false",
                "40 hexadecimal digits or null", "false"},
        Refusal{"Shape", "shape", "217", "an array of whole numbers", "217"},
        Refusal{"ShapeEntry", "shape", "[null]", "a whole number", "null"},
        Refusal{"Chopped", "chopped", "\"yes\"", "true or false", "\"yes\""}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    OutOfRange, RefusedValue,
    ::testing::Values(
        Refusal{"Version", "version", "\"2.0\"", "\"1.0\"", "\"2.0\""},
        Refusal{"Algorithm", "algorithm", "\"lzma\"", "\"zlib\"", "\"lzma\""},
        Refusal{"Dtype", "dtype", "\"complex64\"",
                "an integer or float type of 1 to 8 bytes", "\"complex64\""},
        Refusal{"NChannels", "n_channels", "1048577", "1 to 1048576",
                "1048577"},
        Refusal{"SampleRate", "sample_rate", "0", "a number above 0", "0"},
        Refusal{"ChunkOrderLowerCase", "chunk_order", "\"f\"", "\"F\" or \"C\"",
                "\"f\""},
        Refusal{"ChunkOrderEmpty", "chunk_order", "\"\"", "\"F\" or \"C\"",
                "\"\""},
        Refusal{"DoTimeDiff", "do_time_diff", "2", "true or false", "2"},
        Refusal{"DoSpatialDiff", "do_spatial_diff", "-1", "true or false",
                "-1"},
        Refusal{"Sha1Short", "sha1_compressed", "\"b84e\"",
                "40 hexadecimal digits or null", "\"b84e\""},
        Refusal{"Sha1Digits", "sha1_uncompressed",
                "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
                "40 hexadecimal digits or null",
                "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\""}),
    name_of);

class GoldenHeader : public ::testing::TestWithParam<GoldenPair> {};

TEST_P(GoldenHeader, IsWrittenAgainByteForByte) {
  const Bytes bytes = read_file(GetParam().ch_path);
  const std::string text(reinterpret_cast<const char*>(bytes.data()),
                         bytes.size());
  EXPECT_EQ(serialize_header(parse_header(text, GetParam().ch_path)), text);
}

INSTANTIATE_TEST_SUITE_P(Golden, GoldenHeader,
                         ::testing::ValuesIn(golden_pairs()),
                         [](const auto& test) { return test.param.name; });

TEST(SerializeHeader, WritesWhatAReaderTakes) {
  const Header header = HeaderText().parse();
  const Header again = parse_header(serialize_header(header), "x.ch");
  EXPECT_EQ(again.sample_rate, header.sample_rate);
  EXPECT_EQ(again.chunk_bounds, header.chunk_bounds);
  EXPECT_EQ(again.chunk_offsets, header.chunk_offsets);
  EXPECT_EQ(again.sha1_compressed, header.sha1_compressed);
  EXPECT_EQ(again.shape, header.shape);
}

TEST(SerializeHeader, WritesCompLevel) {
  Header header = HeaderText().parse();
  header.comp_level = 6;
  EXPECT_THAT(serialize_header(header), HasSubstr("\"comp_level\": 6,\n"));
}

TEST(SerializeHeader, WritesChoppedOnlyWhereItIsTrue) {
  Header header = HeaderText().parse();
  EXPECT_EQ(serialize_header(header).find("chopped"), std::string::npos);
  header.chopped = true;
  header.sha1_compressed.reset();
  EXPECT_THAT(serialize_header(header),
              AllOf(HasSubstr("\"chopped\": true,\n"),
                    HasSubstr("\"sha1_compressed\": null,\n")));
}

}  // namespace
}  // namespace mtscomp
