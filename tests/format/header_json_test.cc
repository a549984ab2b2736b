// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/header_json.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "format/header_text.h"
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
using ::testing::Not;
using ::testing::StartsWith;

// Two values for each permitted chunk, and room for the rest of the header.
std::string array_of(std::size_t n_values) {
  std::string text = "[0";
  for (std::size_t i = 1; i < n_values; ++i) {
    text += ",0";
  }
  return text + "]";
}

TEST(HeaderJsonParseTest, TakesAsManyValuesAsChunksMayNeed) {
  const HeaderLimits limits = {.max_chunks = 10};
  const HeaderText header =
      HeaderText().with("x", array_of(limits.max_json_values() - 100));
  EXPECT_EQ(header.refusal(limits), "");
}

TEST(HeaderJsonParseTest, RefusesMoreValues) {
  const HeaderLimits limits = {.max_chunks = 10};
  const HeaderText header =
      HeaderText().with("x", array_of(limits.max_json_values()));
  EXPECT_THAT(header.refusal(limits),
              EndsWith(": more than 65558 values; raise the limit with "
                       "MTSCOMP_MAX_CHUNKS=N in the environment, or -o "
                       "max_chunks=N of mtscompfs"));
  EXPECT_EQ(header.refusal({.max_chunks = 1000}), "");
}

TEST(HeaderJsonParseTest, ReadsEveryKey) {
  const Header header = HeaderText().parse();
  EXPECT_EQ(header.version, "1.0");
  EXPECT_EQ(header.algorithm, "zlib");
  EXPECT_TRUE(header.transform.do_time_diff);
  EXPECT_FALSE(header.transform.do_spatial_diff);
  EXPECT_EQ(header.dtype, parse_dtype("int16"));
  EXPECT_EQ(header.n_channels, 7);
  EXPECT_EQ(header.sample_rate, 30000.390639481);
  EXPECT_THAT(header.chunk_bounds, ElementsAre(0, 100, 200, 217));
  EXPECT_THAT(header.chunk_offsets, ElementsAre(0, 643, 1296, 1435));
  EXPECT_EQ(header.transform.chunk_order, ChunkOrder::kChannelMajor);
  EXPECT_EQ(header.sha1_compressed, kSha1A);
  EXPECT_EQ(header.sha1_uncompressed, kSha1B);
  EXPECT_THAT(header.shape, ElementsAre(217, 7));
  EXPECT_FALSE(header.chopped);
}

TEST(HeaderJsonParseTest, ReadsBothChunkOrders) {
  EXPECT_EQ(
      HeaderText().with("chunk_order", "\"F\"").parse().transform.chunk_order,
      ChunkOrder::kChannelMajor);
  EXPECT_EQ(
      HeaderText().with("chunk_order", "\"C\"").parse().transform.chunk_order,
      ChunkOrder::kSampleMajor);
}

TEST(HeaderJsonParseTest, ReadsZeroAndOneAsBooleans) {
  const Header header = HeaderText()
                            .with("do_time_diff", "0")
                            .with("do_spatial_diff", "1")
                            .parse();
  EXPECT_FALSE(header.transform.do_time_diff);
  EXPECT_TRUE(header.transform.do_spatial_diff);
}

TEST(HeaderJsonParseTest, ReadsAWholeRate) {
  EXPECT_EQ(HeaderText().with("sample_rate", "2500").parse().sample_rate, 2500);
}

TEST(HeaderJsonParseTest, ReadsBigEndianDtypes) {
  EXPECT_EQ(HeaderText().with("dtype", "\">i2\"").parse().dtype.byte_order,
            ByteOrder::kBigEndian);
}

TEST(HeaderJsonParseTest, ReadsAChoppedHeader) {
  const Header header = HeaderText()
                            .with("chopped", "true")
                            .with("sha1_compressed", "null")
                            .with("sha1_uncompressed", "null")
                            .parse();
  EXPECT_TRUE(header.chopped);
  EXPECT_EQ(header.sha1_compressed, std::nullopt);
  EXPECT_EQ(header.sha1_uncompressed, std::nullopt);
}

TEST(HeaderJsonParseTest, TakesShapesOfAnyDimension) {
  EXPECT_THAT(HeaderText().with("shape", "[7, 31, 7]").parse().shape,
              ElementsAre(7, 31, 7));
  EXPECT_THAT(HeaderText().with("shape", "[]").parse().shape, IsEmpty());
}

TEST(HeaderJsonParseTest, ShapeDecidesNoSize) {
  EXPECT_EQ(HeaderText().with("shape", "[9999, 9]").parse().n_samples(), 217);
}

TEST(HeaderJsonParseTest, IgnoresUnknownKeys) {
  EXPECT_EQ(HeaderText()
                .with("future", "{\"a\": [1, null]}")
                .with("comp_level", "\"high\"")
                .refusal(),
            "");
}

TEST(HeaderJsonParseTest, TakesAHeaderWithoutCompLevel) {
  EXPECT_EQ(HeaderText().without("comp_level").refusal(), "");
}

TEST(HeaderJsonParseTest, KeepsAnIntegerCompLevel) {
  EXPECT_EQ(HeaderText().parse().comp_level, -1);
  EXPECT_EQ(HeaderText().with("comp_level", "0").parse().comp_level, 0);
  EXPECT_EQ(HeaderText().with("comp_level", "9").parse().comp_level, 9);
  EXPECT_EQ(HeaderText().with("comp_level", "-2").parse().comp_level, -2);
}

TEST(HeaderJsonParseTest, AnyOtherCompLevelIsMtscompsDefault) {
  for (const std::string value :
       {"null", "6.0", "\"6\"", "[]", "true", "9223372036854775808"}) {
    EXPECT_EQ(HeaderText().with("comp_level", value).parse().comp_level, -1)
        << value;
  }
  EXPECT_EQ(HeaderText().without("comp_level").parse().comp_level, -1);
}

TEST(HeaderJsonParseTest, TakesMissingHashesAndShapeOneByOne) {
  for (const std::string key :
       {"sha1_compressed", "sha1_uncompressed", "shape"}) {
    EXPECT_EQ(HeaderText().without(key).refusal(), "") << key;
  }
}

TEST(HeaderJsonParseTest, KeysOfOthersAreIgnoredAndKnownToBeThere) {
  EXPECT_EQ(HeaderText().parse().other_key, "");
  EXPECT_EQ(HeaderText::legacy().parse().other_key, "");
  EXPECT_EQ(HeaderText().with("chopped", "true").parse().other_key, "");
  EXPECT_EQ(HeaderText().with("shapf", "[1]").parse().other_key, "shapf");
}

TEST(HeaderJsonParseTest, RefusesDuplicateKeys) {
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

TEST(HeaderJsonParseTest, RefusesWhatIsNoObject) {
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

TEST(HeaderJsonParseTest, RefusesBrokenJson) {
  for (const std::string text : {"", "{", "not json", "{\"version\": NaN}"}) {
    EXPECT_THROW(parse_header(text, "x.ch"), FormatError) << text;
  }
}

TEST(HeaderJsonParseTest, RefusesATruncatedHeader) {
  const std::string whole = HeaderText().text();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_THROW(parse_header(whole.substr(0, size), "x.ch"), FormatError)
        << size;
  }
}

TEST(HeaderJsonParseTest, Validates) {
  EXPECT_EQ(HeaderText().with("n_channels", "0").refusal(),
            "x.ch: n_channels: expected 1 to 1048576, found 0");
}

TEST(HeaderJsonParseTest, ValidatesAgainstTheLimitsThatAreGiven) {
  EXPECT_THROW(HeaderText().parse({.max_channels = 6}), FormatError);
  EXPECT_NO_THROW(HeaderText().parse({.max_channels = 7}));
}

TEST(HeaderJsonParseTest, CutsLongFindings) {
  for (const std::string key :
       {"version", "algorithm", "dtype", "chunk_order", "sha1_compressed"}) {
    const std::string value = fmt::format("\"{}\"", std::string(10'000, 'x'));
    EXPECT_LT(HeaderText().with(key, value).refusal().size(), 300) << key;
  }
}

class HeaderJsonGoldenTest : public ::testing::TestWithParam<GoldenPair> {};

TEST_P(HeaderJsonGoldenTest, IsWrittenAgainByteForByte) {
  const Bytes bytes = read_file(GetParam().ch_path);
  const std::string text(reinterpret_cast<const char*>(bytes.data()),
                         bytes.size());
  EXPECT_EQ(serialize_header(parse_header(text, GetParam().ch_path)), text);
}

INSTANTIATE_TEST_SUITE_P(Golden, HeaderJsonGoldenTest,
                         ::testing::ValuesIn(golden_pairs()),
                         [](const auto& test) { return test.param.name; });

TEST(HeaderJsonSerializeTest, WritesWhatAReaderTakes) {
  const Header header = HeaderText().parse();
  const Header again = parse_header(serialize_header(header), "x.ch");
  EXPECT_EQ(again.sample_rate, header.sample_rate);
  EXPECT_EQ(again.chunk_bounds, header.chunk_bounds);
  EXPECT_EQ(again.chunk_offsets, header.chunk_offsets);
  EXPECT_EQ(again.sha1_compressed, header.sha1_compressed);
  EXPECT_EQ(again.shape, header.shape);
}

TEST(HeaderJsonSerializeTest, WritesCompLevel) {
  Header header = HeaderText().parse();
  header.comp_level = 6;
  EXPECT_THAT(serialize_header(header), HasSubstr("\"comp_level\": 6,\n"));
}

TEST(HeaderJsonSerializeTest, WritesChoppedOnlyWhereItIsTrue) {
  Header header = HeaderText().parse();
  EXPECT_EQ(serialize_header(header).find("chopped"), std::string::npos);
  header.chopped = true;
  header.sha1_compressed.reset();
  EXPECT_THAT(serialize_header(header),
              AllOf(HasSubstr("\"chopped\": true,\n"),
                    HasSubstr("\"sha1_compressed\": null,\n")));
}

TEST(HeaderJsonUpdateTest, ReplacesOnlyKeysOfTheEncoding) {
  const std::string before =
      HeaderText()
          .with("do_spatial_diff", "0")
          .with("sample_rate", "3.0e4")
          .with("comp_level", "6")
          .with("lab", R"({"of": [1.50, "chunk_offsets"]})")
          .with("segments", R"({"bounds": [0, 7], "table": ""})")
          .text();
  Header header = parse_header(before, "x.ch");
  header.transform = {.do_time_diff = false,
                      .do_spatial_diff = true,
                      .chunk_order = ChunkOrder::kSampleMajor};
  header.chunk_offsets = {0, 600, 1200, 1300};
  header.sha1_compressed = std::string(kSha1B);
  header.segments = {};
  const std::string after = update_header(before, header);
  const Header again = parse_header(after, "x.ch");
  EXPECT_EQ(again.transform, header.transform);
  EXPECT_EQ(again.chunk_offsets, header.chunk_offsets);
  EXPECT_EQ(again.sha1_compressed, kSha1B);
  EXPECT_TRUE(again.segments.empty());
  for (const char* kept : {R"("sample_rate": 3.0e4)", R"("comp_level": 6)",
                           R"("lab": {"of": [1.50, "chunk_offsets"]})",
                           R"("chunk_bounds": [0, 100, 200, 217])"}) {
    EXPECT_THAT(after, HasSubstr(kept));
  }
  EXPECT_THAT(after, Not(HasSubstr("segments")));
}

TEST(HeaderJsonUpdateTest, GivesMtscompsBytesIfNothingChanges) {
  for (const GoldenPair& pair : golden_pairs()) {
    const Bytes bytes = read_file(pair.ch_path);
    const std::string text(reinterpret_cast<const char*>(bytes.data()),
                           bytes.size());
    EXPECT_EQ(update_header(text, parse_header(text, pair.ch_path)), text);
  }
}

TEST(HeaderJsonUpdateTest, AddsSegments) {
  Header header = HeaderText().parse();
  header.segments = Segments({0, 7});
  header.segments.append({});
  const std::string text = serialize_header(HeaderText().parse());
  EXPECT_EQ(update_header(text, header), serialize_header(header));
}

}  // namespace
}  // namespace mtscomp
