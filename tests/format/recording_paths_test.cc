// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/recording_paths.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

TEST(RecordingPathsRawTest, TakesTheCOutOfTheSuffix) {
  EXPECT_EQ(raw_name_of("x.cbin"), "x.bin");
  EXPECT_EQ(raw_name_of("x.cdat"), "x.dat");
  EXPECT_EQ(raw_name_of("x.craw"), "x.raw");
}

TEST(RecordingPathsRawTest, LooksAtTheLastSuffixOnly) {
  EXPECT_EQ(raw_name_of("run_g0_t0.imec0.ap.cbin"), "run_g0_t0.imec0.ap.bin");
  EXPECT_EQ(raw_name_of("x.cbin.bak"), std::nullopt);
  EXPECT_EQ(raw_name_of(".x.cbin"), ".x.bin");
}

TEST(RecordingPathsRawTest, IsNothingForOtherNames) {
  for (const std::string name :
       {"", "x", "x.bin", "x.ch", "x.cnpy", "x.CBIN", "x.cbinx", "x.cbi",
        "cbin", ".cbin", "x.", "x.c"}) {
    EXPECT_EQ(raw_name_of(name), std::nullopt) << name;
  }
}

TEST(RecordingPathsCbinTest, PutsACBeforeTheSuffix) {
  EXPECT_EQ(cbin_name_of("x.bin"), "x.cbin");
  EXPECT_EQ(cbin_name_of("x.dat"), "x.cdat");
  EXPECT_EQ(cbin_name_of("x.raw"), "x.craw");
  EXPECT_EQ(cbin_name_of("x.ap.bin"), "x.ap.cbin");
}

TEST(RecordingPathsCbinTest, IsNothingForOtherNames) {
  for (const std::string name :
       {"", "x", "x.cbin", "x.ch", "x.npy", "x.BIN", ".bin", "bin", "x."}) {
    EXPECT_EQ(cbin_name_of(name), std::nullopt) << name;
  }
}

TEST(RecordingPathsCbinTest, UndoesRawNameOf) {
  for (const std::string_view suffix : kRawSuffixes) {
    const std::string raw_name = "x.ap" + std::string(suffix);
    const std::optional<std::string> cbin_name = cbin_name_of(raw_name);
    ASSERT_TRUE(cbin_name) << raw_name;
    EXPECT_EQ(raw_name_of(*cbin_name), raw_name);
  }
}

TEST(RecordingPathsHeaderTest, ReplacesTheSuffix) {
  EXPECT_EQ(header_name_of("x.cbin"), "x.ch");
  EXPECT_EQ(header_name_of("x.bin"), "x.ch");
  EXPECT_EQ(header_name_of("x.ap.cbin"), "x.ap.ch");
  EXPECT_EQ(header_name_of("x.cnpy"), "x.ch");
}

TEST(RecordingPathsStemTest, TakesTheSuffixOff) {
  EXPECT_EQ(header_stem_of("x.ch"), "x");
  EXPECT_EQ(header_stem_of("x.ap.ch"), "x.ap");
}

TEST(RecordingPathsStemTest, IsNothingForOtherNames) {
  for (const std::string name : {"", "x", "x.cbin", "x.CH", "x.chx", ".ch"}) {
    EXPECT_EQ(header_stem_of(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace mtscomp
