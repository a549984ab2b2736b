// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Headers of August and September 2019, which lack keys.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "format/header_text.h"

namespace mtscomp {
namespace {

using ::testing::StartsWith;

TEST(LegacyHeaderTest, LegacyHeaderWithoutChunkOrderIsSampleMajor) {
  EXPECT_EQ(HeaderText::legacy().parse().transform.chunk_order,
            ChunkOrder::kSampleMajor);
}

TEST(LegacyHeaderTest, LegacyHeaderWithoutDoSpatialDiffHasNone) {
  EXPECT_FALSE(HeaderText::legacy()
                   .without("do_spatial_diff")
                   .parse()
                   .transform.do_spatial_diff);
}

TEST(LegacyHeaderTest, LegacyHeaderKeepsWhatItSays) {
  const Header header = HeaderText::legacy()
                            .with("chunk_order", "\"F\"")
                            .with("do_spatial_diff", "true")
                            .parse();
  EXPECT_EQ(header.transform.chunk_order, ChunkOrder::kChannelMajor);
  EXPECT_TRUE(header.transform.do_spatial_diff);
}

TEST(LegacyHeaderTest, LegacyHeaderMayBeOfVersion00) {
  EXPECT_EQ(HeaderText::legacy().with("version", "\"0.0\"").refusal(), "");
}

TEST(LegacyHeaderTest, OnlyLegacyHeadersMayBeOfVersion00) {
  EXPECT_THAT(HeaderText().with("version", "\"0.0\"").refusal(),
              StartsWith("x.ch: version: expected \"1.0\""));
}

TEST(LegacyHeaderTest, LegacyHeaderNeedsItsOtherKeys) {
  EXPECT_EQ(HeaderText::legacy().without("do_time_diff").refusal(),
            "x.ch: do_time_diff: expected true or false, found no such key");
}

// If one of the three newer keys is present, the others are required.
TEST(LegacyHeaderTest, OneNewerKeyMakesAHeaderNotLegacy) {
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

}  // namespace
}  // namespace mtscomp
