// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// For each key: which values are refused, and the message.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "format/header_text.h"
#include "mtscomp/base/json.h"

namespace mtscomp {
namespace {

// A value that is refused for a key, and a part of the message.
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

class HeaderRefusalTest : public ::testing::TestWithParam<Refusal> {};

TEST_P(HeaderRefusalTest, IsNamedWithFileKeyExpectationAndFinding) {
  const Refusal& refusal = GetParam();
  const HeaderText header = refusal.value.empty()
                                ? HeaderText().without(refusal.key)
                                : HeaderText().with(refusal.key, refusal.value);
  EXPECT_EQ(header.refusal(),
            fmt::format("x.ch: {}: expected {}, found {}", refusal.key,
                        refusal.expected, refusal.found));
}

// The file may be intact: another version, or other limits, may read it.
TEST(HeaderRefusalUnsupportedTest, IsToldFromADamagedOne) {
  for (const auto& [key, value] :
       {std::pair("version", "\"2.0\""), std::pair("algorithm", "\"zstd\""),
        std::pair("dtype", "\"complex64\""), std::pair("chunk_order", "\"A\""),
        std::pair("n_channels", "9000000")}) {
    EXPECT_THROW(HeaderText().with(key, value).parse(), UnsupportedError)
        << key;
  }
  for (const HeaderLimits& limits :
       {HeaderLimits{.max_chunk_size = 1000}, HeaderLimits{.max_chunks = 2}}) {
    EXPECT_THROW(HeaderText().parse(limits), UnsupportedError);
  }
  const std::string deep =
      std::string(kMaxJsonDepth, '[') + std::string(kMaxJsonDepth, ']');
  EXPECT_THROW(HeaderText().with("x", deep).parse(), UnsupportedError);
}

TEST(HeaderRefusalDamagedTest, IsNotCalledUnsupported) {
  for (const HeaderText& header :
       {HeaderText().with("version", "1"), HeaderText().without("algorithm"),
        HeaderText().with("n_channels", "0"),
        HeaderText().with("chunk_bounds", "[0, 200, 100, 217]"),
        HeaderText().with("version", "")}) {
    try {
      header.parse();
      ADD_FAILURE() << header.text();
    } catch (const UnsupportedError& error) {
      ADD_FAILURE() << error.what();
    } catch (const FormatError&) {  // The expected exception.
    }
  }
}

std::string name_of(const ::testing::TestParamInfo<Refusal>& test) {
  return test.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    MissingKey, HeaderRefusalTest,
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
    WrongType, HeaderRefusalTest,
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
    OutOfRange, HeaderRefusalTest,
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

}  // namespace
}  // namespace mtscomp
